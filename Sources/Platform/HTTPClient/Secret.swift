/// Text that must not be seen: a key, a token, a password.
///
/// Whatever prints it, interpolates it or takes it apart gets a mask.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let text: String

  /// - Parameter text: as it was read; white space around it, such as the end of a line, is no part
  ///   of it.
  package init(_ text: String) {
    let isBlank: (Character) -> Bool = { $0.isWhitespace }
    let start = text.drop(while: isBlank)
    self.text = String(String(start.reversed().drop(while: isBlank).reversed()))
  }

  /// The text itself, for the one place where it is sent.
  package func reveal() -> String { text }

  /// Bytes of others without it, also as JSON may write it: some servers say the key back that they
  /// refuse.
  package func masked(in bytes: [UInt8]) -> [UInt8] {
    if isEmpty { return bytes }
    return [text, text.replacing("/", with: "\\/")].reduce(bytes) { bytes, text in
      Array(bytes.replacing(Array(text.utf8), with: Array(description.utf8)))
    }
  }

  /// Text of others without it.
  package func masked(in text: String) -> String {
    String(decoding: masked(in: Array(text.utf8)), as: UTF8.self)
  }

  package var isEmpty: Bool { text.isEmpty }
  package var description: String { "•••" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
