import Files
import Foundation
import Pages
import Pipeline

/// An address with a query, each value percent-encoded.
enum Address {
  static func of(_ path: String, _ parameters: [(name: String, value: String)]) -> String {
    if parameters.isEmpty { return path }
    let query = parameters.map { "\(encoded($0.name))=\(encoded($0.value))" }
    return path + "?" + query.joined(separator: "&")
  }

  static func item(_ id: Int) -> Link? { Link("/items/\(id)") }

  /// All but letters, digits and `-._~` percent-encoded.
  static func encoded(_ text: String) -> String {
    Path(text).percentEncoded.replacingOccurrences(of: "/", with: "%2F")
  }
}
