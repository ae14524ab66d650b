/// One value of a YAML file, with its place.
///
/// Rule files are read into this tree and from it by hand, not with `Codable`: that stops at the
/// first fault, and every fault of a file is to be told at once, each with its line and column.
struct YAMLNode: Sendable {
  enum Content: Sendable {
    case scalar(String, isPlain: Bool)  // plain: without quotes
    case list([YAMLNode])
    case mapping([Entry])
  }

  struct Entry: Sendable {
    let key: YAMLNode
    let value: YAMLNode
  }

  struct Mark: Sendable, Equatable {
    static let start = Mark(line: 1, column: 1)

    let line: Int  // 1-based
    let column: Int  // 1-based, in Unicode scalars
  }

  let mark: Mark  // of quoted text, behind the quote
  let content: Content

  /// Whether nothing was written, as after a key whose lines are all commented out.
  var isNothing: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null"].contains(text)
  }

  /// What it is, for messages.
  var kind: String {
    switch content {
    case .scalar(let text, _): isNothing ? "nothing" : "“\(text)”"
    case .list: "a list"
    case .mapping: "a group of settings"
    }
  }
}
