/// One cell of the current row, in place.
///
/// Its bytes are valid UTF-8, without the quotes around them, doubled quotes made single, and
/// without the blanks around an unquoted cell. They lie in the reader's memory and hold until its
/// next call of `next()`: copy what must live longer.
package struct Cell {
  package let bytes: UnsafeRawBufferPointer

  @inlinable
  package init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  @inlinable
  package var isEmpty: Bool { bytes.isEmpty }

  /// Length in bytes of UTF-8.
  @inlinable
  package var count: Int { bytes.count }

  /// A copy as text. It costs an allocation for most cells of more than 15 bytes.
  @inlinable
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the cell holds these very bytes.
  @inlinable
  package func equals(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes.count == $0.count && bytes.elementsEqual($0) }
  }

  /// Whether the cell holds the same letters, where ASCII case does not matter.
  ///
  /// - Parameter lowercased: ASCII in lower case.
  @inlinable
  package func equalsIgnoringCase(_ lowercased: StaticString) -> Bool {
    lowercased.withUTF8Buffer { other in
      guard bytes.count == other.count else { return false }
      return zip(bytes, other).allSatisfy { own, theirs in
        (0x41...0x5A ~= own ? own | 0x20 : own) == theirs
      }
    }
  }

  /// The whole number that the cell is: `42`, `-7`, `+3`, `1,234,567`, `12,34,567`, `10.0`.
  ///
  /// - Returns: Nil when anything else stands in the cell, or the number does not fit.
  package func integer() -> Int? {
    NumberText(bytes)?.integer
  }

  /// The number that the cell is: what `integer()` takes, and `1,234.5`, `.5`, `6.02e23`.
  ///
  /// The point is the decimal separator and the comma groups digits, always. `1.234,5` and `1,5`
  /// are no numbers here, nor are `NaN`, `inf` and hexadecimal.
  package func decimal() -> Double? {
    NumberText(bytes)?.decimal(of: bytes)
  }
}
