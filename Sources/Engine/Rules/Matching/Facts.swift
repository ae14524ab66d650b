/// What is known of one candidate, each fact worked out once and only when a rule asks for it.
struct Facts {
  let candidate: Candidate
  let place: Place
  private let contentTypes: ContentTypes?

  /// The column names as rules compare them; nil when there is no table header.
  private(set) lazy var columns = candidate.header?.map(ColumnGroup.normal)

  /// The MIME type by content.
  private(set) lazy var type =
    candidate.isBundle
    ? "inode/directory"
    : contentTypes?.type(of: candidate.firstBytes) ?? ContentTypes.unknown

  init(_ candidate: Candidate, contentTypes: ContentTypes?) {
    self.candidate = candidate
    self.place = Place(candidate.components)
    self.contentTypes = contentTypes
  }
}
