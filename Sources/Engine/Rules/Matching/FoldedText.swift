import Foundation

/// Text as rules compare it: lower case, composed, one Unicode scalar after the other.
///
/// So `*.csv` takes `MARCH.CSV`, and an `é` that a Mac wrote as two scalars is one `é` again.
struct FoldedText: Sendable, Hashable {
  let scalars: [Unicode.Scalar]

  init(_ text: String) {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      scalars = text.utf8.map { Unicode.Scalar($0 &- 0x41 < 26 ? $0 | 0x20 : $0) }
    } else {
      scalars = Array(text.lowercased().precomposedStringWithCanonicalMapping.unicodeScalars)
    }
  }
}
