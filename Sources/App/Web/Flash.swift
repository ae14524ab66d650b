/// What became of the last action, shown once on the next page.
package struct Flash: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case success, notice, failure
  }

  package let kind: Kind
  package let text: String

  package static func success(_ text: String) -> Flash { Flash(kind: .success, text: text) }
  package static func notice(_ text: String) -> Flash { Flash(kind: .notice, text: text) }
  package static func failure(_ text: String) -> Flash { Flash(kind: .failure, text: text) }
}
