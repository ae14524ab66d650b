/// Finds the listing that a photo shows, by names alone.
///
/// What a row says of its photos goes before what a photo is called; a name that fits two listings
/// fits none.
struct PhotoMatcher {
  /// What of a listing a photo may be called by.
  struct Names: Sendable {
    let number: Int
    var reference: String?
    var title = ""
    var slug = ""
    /// As written in the row.
    var photos: [String] = []
  }

  struct Match: Equatable, Sendable {
    /// Of the listing, in its catalogue.
    let number: Int
    /// Its place among the photos that the row names; those that it does not name come after them.
    let place: Int
    /// Goes on after “because”.
    let reason: String

    static let unnamedPlace = Int.max
  }

  private struct Named {
    let number: Int
    let place: Int
  }

  private var named: [String: Named] = [:]
  // By folded name; nil where two listings share it.
  private var references: [String: Int?] = [:]
  private var others: [String: Int?] = [:]

  init(_ listings: [Names] = []) {
    for listing in listings { insert(listing) }
  }

  mutating func insert(_ listing: Names) {
    for (place, photo) in listing.photos.enumerated() {
      let stem = PhotoName(photo).stem
      if stem.isEmpty || named[stem] != nil { continue }
      named[stem] = Named(number: listing.number, place: place)
    }
    if let reference = listing.reference {
      Self.insert(PhotoName.folded(reference), listing.number, into: &references)
    }
    Self.insert(PhotoName.folded(listing.title), listing.number, into: &others)
    Self.insert(listing.slug, listing.number, into: &others)
  }

  private static func insert(_ name: String, _ number: Int, into names: inout [String: Int?]) {
    if name.isEmpty { return }
    if let known = names[name], known != number {
      names[name] = .some(nil)
    } else {
      names[name] = number
    }
  }

  /// - Parameter name: of the photo, with its folders.
  func match(_ name: String) -> Match? {
    let photo = PhotoName(name)
    if let named = named[photo.stem] {
      return Match(number: named.number, place: named.place, reason: "its row names the photo")
    }
    if let number = listing(called: photo.stem) {
      return unnamed(number, "the photo has the listing’s name")
    }
    if let number = first(photo.withoutTails, listing(called:)) {
      return unnamed(number, "the photo’s name is the listing’s with a number behind it")
    }
    if let number = first(photo.beginnings, listing(referredToAs:)) {
      return unnamed(number, "the photo’s name begins with the listing’s reference")
    }
    if let number = first(photo.folders, listing(called:)) {
      return unnamed(number, "the photo’s folder has the listing’s name")
    }
    return nil
  }

  private func unnamed(_ number: Int, _ reason: String) -> Match {
    Match(number: number, place: Match.unnamedPlace, reason: reason)
  }

  private func first(_ names: [String], _ find: (String) -> Int?) -> Int? {
    for name in names {
      if let number = find(name) { return number }
    }
    return nil
  }

  private func listing(called name: String) -> Int? {
    listing(referredToAs: name) ?? others[name].flatMap(\.self)
  }

  private func listing(referredToAs name: String) -> Int? { references[name].flatMap(\.self) }
}
