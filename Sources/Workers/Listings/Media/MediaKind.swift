/// What kind of file belongs to a listing.
enum MediaKind: String, Sendable {
  case photo, document

  /// Where its files lie, in the outbox and on the site.
  var folder: String {
    switch self {
    case .photo: "photos"
    case .document: "documents"
    }
  }
}
