import Pages
import Tables

/// A posting sheet for Jiji (Nigeria, Kenya, Ghana, Uganda, Tanzania, Ethiopia), with a folder of
/// photos for each posting.
///
/// Jiji has no public import: a person posts from the sheet, or sends it where bulk posting was
/// agreed. Fields and words are those of its form; what only Jiji’s own list knows (estate,
/// fees) is left to whoever posts.
struct JijiChannel: Channel {
  let name = "jiji"
  let hasPhotoFolders = true
  let leavesOutRepeats = true
  let files: [ChannelFile]
  let digest: Int

  private let phone: String?

  static let currencies: Set = ["NGN", "KES", "GHS", "UGX", "TZS", "ETB"]
  static let countries: Set = ["NG", "KE", "GH", "UG", "TZ", "ET"]
  /// Of its form.
  private static let photosMax = 20

  init(_ settings: ChannelSettings) {
    digest = settings.digest(of: 6)
    phone = settings.contactPhone
    var head = CSVWriter()
    head.append(row: JijiPosting.columns)
    files = [
      ChannelFile("postings.csv", head: head.bytes),
      ChannelFile("postings.json", head: Array("[\n".utf8), separator: ",\n", foot: "\n]\n"),
      JijiSheet.file(title: "Postings of \(settings.site.name)"),
    ]
  }

  func posting(of listing: FeedListing) -> Posting {
    var remarks = Posting.Remarks()
    let title = Contacts.removed(from: listing.title)
    let description = Contacts.removed(from: listing.description)
    if title.wasAny || description.wasAny {
      remarks.removals.append("telephone numbers and links taken out")
    }
    let photos = listing.photos.filter { $0.file != nil }.prefix(Self.photosMax)
    let posting = JijiPosting(
      listing, title: FeedText.cut(title.text, to: 70),
      description: FeedText.cut(description.text, to: 4000),
      phone: listing.localPhone ?? phone, photoCount: photos.count)
    let lacks = lacks(of: listing, posting)
    if !lacks.isEmpty { return .leftOut(lacks) }
    remarks.photos = Array(photos)
    if let word = listing.unknownType(posting.type) { remarks.unknownWords.append(word) }
    return .parts([posting.csv, posting.json, JijiSheet.part(posting)], remarks)
  }

  private func lacks(of listing: FeedListing, _ posting: JijiPosting) -> [Lack] {
    var lacks: [Lack] = []
    func need(_ isThere: Bool, _ lack: Lack) { if !isThere { lacks.append(lack) } }
    need(listing.facts.deal != nil, .deal)
    if let lack = listing.statusLack { lacks.append(lack) }
    if let lack = listing.priceLack { lacks.append(lack) }
    if let currency = listing.price?.currency, !Self.currencies.contains(currency) {
      let taken = Self.currencies.sorted().joined(separator: ", ")
      lacks.append(.unsuited("its price is in \(currency)", takes: taken))
    }
    need(posting.type != nil, .type(listing))
    need(posting.region != nil, .city)
    need(posting.phone != nil, .phone)
    need(posting.photoCount > 0, .photo)
    if listing.isLease, posting.period == nil { lacks.append(.period) }
    if posting.title.unicodeScalars.count < 10 {
      lacks.append(Lack("its title has fewer than 10 characters", fillIn: "column title"))
    }
    return lacks
  }
}
