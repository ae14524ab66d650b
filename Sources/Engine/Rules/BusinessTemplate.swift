/// How a rule names the business of a file: “acme”, “$2” or “acme-$2”.
///
/// `$1` is the first folder below the inbox, `$2` the folder in it, and so on up to `$9`.
package struct BusinessTemplate: Sendable, Equatable {
  /// The business of a file that names none.
  package static let fallback = "default"

  private enum Part: Equatable {
    case text(Character)
    case folder(Int)  // 1-based
  }

  package let text: String
  private let parts: [Part]

  /// - Returns: nil when the text is empty, holds a slash or a control character, starts with a
  ///   dot, or has a `$` without a figure from 1 to 9 after it.
  init?(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "$" else {
        parts.append(.text(character))
        continue
      }
      guard let figure = rest.popFirst(), let number = figure.wholeNumberValue, number > 0 else {
        return nil
      }
      parts.append(.folder(number))
    }
    let isControl = text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    if parts.isEmpty || text.contains("/") || text.hasPrefix(".") || isControl { return nil }
    self.text = text
    self.parts = parts
  }

  /// - Parameter components: The path below the inbox, the file's own name last.
  /// - Returns: nil when the path has fewer folders than the template asks for.
  func name(for components: [String]) -> String? {
    var name = ""
    for part in parts {
      switch part {
      case .text(let character): name.append(character)
      case .folder(let number):
        guard number < components.count else { return nil }
        name += components[number - 1]
      }
    }
    return name
  }
}
