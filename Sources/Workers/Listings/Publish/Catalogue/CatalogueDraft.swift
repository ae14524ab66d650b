import Storage

/// A listing of the catalogue with all that its page shows.
struct CatalogueDraft: Sendable {
  let number: Int
  let slug: String
  let draft: Draft
  /// In their order.
  let photos: [ShownPhoto]
  let documents: [ShownDocument]

  /// - Parameter row: number, slug, and the columns of a draft.
  init(_ row: any Row, media: ShownMedia) {
    photos = media.photos
    documents = media.documents
    number = row.integer(0)
    slug = row.text(1)
    draft = Draft(row, from: 2)
  }
}
