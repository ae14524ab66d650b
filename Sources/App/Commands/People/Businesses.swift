import Foundation

/// The businesses that `--businesses` names.
enum Businesses {
  static let name = "--businesses"

  /// - Returns: nil where the option was not given.
  /// - Throws: ``UsageError`` for an empty name: who is limited to it would see nothing.
  static func names(_ arguments: Arguments) throws -> [String]? {
    guard let text = arguments.values[name] else { return nil }
    let names = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    if names.contains("") {
      throw UsageError(
        message: "\(name) needs names with commas between them, not “\(text)”",
        hint: "as folders below the inbox are called: acme,zenith")
    }
    return names
  }
}
