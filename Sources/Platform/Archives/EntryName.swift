package import Files

/// The name of a file in an archive, once it is known that it leads nowhere but into the archive's
/// own directory.
package struct EntryName: Equatable, Sendable {
  /// Relative, without `.` and `..`, never empty.
  package let path: Path
  /// Equal for names that a person would call the same.
  package let key: String

  private static let componentBytesMax = 255
  private static let bytesMax = 1000
  private static let depthMax = 16

  /// - Parameter bytes: as in the archive. Both slashes separate: Windows writes either.
  package init(_ bytes: [UInt8]) throws(EntryRefusal) {
    let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }
    let isDrive = bytes.dropFirst().first == UInt8(ascii: ":")
    if bytes.first.map(isSeparator) == true || isDrive { throw .absoluteName }
    let parts = bytes.split(whereSeparator: isSeparator).map(Array.init)
      .filter { $0 != [UInt8(ascii: ".")] }
    if parts.isEmpty || parts.contains(where: { $0.contains(0) }) { throw .noName }
    if parts.contains(Array("..".utf8)) { throw .leadsOutside }
    if bytes.count > Self.bytesMax || parts.count > Self.depthMax
      || parts.contains(where: { $0.count > Self.componentBytesMax })
    {
      throw .nameTooLong
    }
    path = Path(bytes: parts.joined(separator: [UInt8(ascii: "/")]))
    // Texts are equal however their accents are written: Unicode, canonical equivalence.
    key = Path.escaped(path.bytes).lowercased()
  }
}
