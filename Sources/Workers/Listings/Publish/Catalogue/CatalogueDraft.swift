import Storage

/// A listing of the catalogue with all that its page shows.
struct CatalogueDraft: Sendable {
  let number: Int
  let slug: String
  let draft: Draft
  /// In their order.
  let photos: [ShownPhoto]

  /// - Parameter row: number, slug, and the columns of a draft.
  init(_ row: any Row, photos: [ShownPhoto]) {
    self.photos = photos
    number = row.integer(0)
    slug = row.text(1)
    draft = Draft(row, from: 2)
  }
}
