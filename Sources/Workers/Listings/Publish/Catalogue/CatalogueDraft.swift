/// A listing of the catalogue with all that its page shows.
struct CatalogueDraft: Sendable {
  let number: Int
  let slug: String
  let draft: Draft
  /// Its photos and documents.
  let media: ShownMedia

  /// In their order.
  var photos: [ShownPhoto] { media.photos }
}
