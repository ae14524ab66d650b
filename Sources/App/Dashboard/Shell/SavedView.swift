/// A list of items that a person has kept under a name: its filters, as they stand in an address.
package struct SavedView: Sendable, Equatable {
  let name: String
  /// `?place=failed`.
  let query: String

  /// How many a person may keep, and how long they may be.
  static let countMax = 30
  /// Code points: a browser, which counts a few of them twice, lets no more through.
  static let nameCharactersMax = 40
  static let queryBytesMax = 256

  private static let prefix = "view "

  /// Under what name it stands among a person's settings.
  var setting: String { Self.prefix + name }

  static func all(in settings: [String: String]) -> [SavedView] {
    settings.filter { $0.key.hasPrefix(prefix) }
      .map { SavedView(name: String($0.key.dropFirst(prefix.count)), query: $0.value) }
      .sorted { $0.name < $1.name }
  }
}
