/// What of a listing may turn up again in another one: its contacts, its photos, its text.
struct ListingMarks: Sendable, Equatable {
  /// One thing that may turn up again.
  struct Mark: Hashable, Sendable {
    let signal: FraudSignal
    /// The hash of the thing, the signal among it.
    let hash: UInt64
    /// Whose it is: of a contact the agent's name. Those that name none are one's: an agency with
    /// homes in many towns has one number.
    let owner: UInt64
  }

  let contacts: [Mark]
  let photos: [Mark]
  let print: TextPrint?
  /// Of the same place and kind, with the same number to call: the homes of one project show one
  /// photo, say one text, and are offered by several agents of one office. 0 for a listing without.
  let block: UInt64

  /// - Parameter words: of the owner's own text.
  init(_ listing: Listing, words: [TextWords.Word]) {
    let owner = Self.owner(listing)
    contacts = Self.contacts(listing).map { Self.mark(.contact, $0, owner) }
    block =
      contacts.first.map { Self.block($0.hash, listing.kind.rawValue, listing.places) } ?? 0
    photos = Set(Self.photos(listing)).sorted().map { Self.mark(.photo, $0, 0) }
    var places: [TextWords.Word] = []
    for place in listing.places { TextWords.append(place, to: &places) }
    print = TextPrint(words, places: Set(places.map(\.hash)))
  }

  /// - Parameter contact: the hash of a contact's mark.
  static func block(_ contact: UInt64, _ kind: String, _ places: [String]) -> UInt64 {
    if places.isEmpty { return 0 }
    var hash = ContentHash()
    hash.append(kind)
    for place in places { hash.append(folded: place) }
    return max(hash.value ^ contact, 1)
  }

  private static func mark(_ signal: FraudSignal, _ text: String, _ owner: UInt64) -> Mark {
    var hash = ContentHash()
    hash.append(signal.rawValue)
    hash.append(text)
    return Mark(signal: signal, hash: hash.value, owner: owner)
  }

  /// An address may tell photos apart by nothing but what stands behind its question mark. A
  /// counter or a view without a folder, `1.jpg`, is called like the photos of any listing.
  private static func photos(_ listing: Listing) -> [String] {
    if listing.photoCount != nil { return [] }
    return listing.photos.compactMap { photo in
      let name = MediaName(photo)
      let isAddress = photo.contains("://")
      let query = isAddress ? photo.drop { $0 != "?" }.prefix { $0 != "#" } : ""
      let tellsNothing = !isAddress && name.isCommon && name.ownFolders.isEmpty
      if name.stem.isEmpty || tellsNothing { return nil }
      return name.path(folders: name.folders.count) + query
    }
  }

  private static func owner(_ listing: Listing) -> UInt64 {
    var hash = ContentHash()
    hash.append(folded: listing.agent.map(bareName))
    return hash.value
  }

  /// A name without what says that it is of a company, and where: `Acme (Kenya) Ltd.` is `Acme`.
  private static func bareName(_ name: String) -> String {
    var words = name.split { " ,.".contains($0) }
    func isEnding(_ word: Substring) -> Bool {
      companyEndings.contains(word.lowercased()) || word.first == "(" && word.last == ")"
    }
    let all = words.count
    while words.count > 1, let last = words.last, isEnding(last) { words.removeLast() }
    return words.count == all ? name : words.joined(separator: " ")
  }

  private static let companyEndings: Set = [
    "ltd", "limited", "llc", "inc", "plc", "llp", "co", "company", "corp", "pty", "gmbh", "sarl",
  ]

  /// The last nine figures of a telephone number: with and without the country's code it is one.
  /// Those in the owner's text count too: that is where a second number hides.
  private static func contacts(_ listing: Listing) -> [String] {
    var contacts: [String] = []
    func add(_ contact: String) {
      if !contacts.contains(contact) { contacts.append(contact) }
    }
    for part in (listing.phone ?? "").split(whereSeparator: { ",;/|".contains($0) }) {
      let digits = part.utf8.filter { $0 &- 0x30 < 10 }
      if digits.count >= phoneDigitsMin {
        add(String(decoding: digits.suffix(9), as: UTF8.self))
      } else if part.contains("@") {
        add(Spacing.single(part).lowercased())
      }
    }
    for phone in Contacts.phones(in: listing.ownText ?? "") { add(String(phone.suffix(9))) }
    return contacts
  }

  private static let phoneDigitsMin = 7
}
