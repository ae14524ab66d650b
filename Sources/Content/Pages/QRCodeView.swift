/// A ``QRCode`` as a drawing of lines, in the colours of black on white that cameras want.
package struct QRCodeView: HTML {
  private let code: QRCode
  private let name: String

  /// - Parameter name: for those who cannot see it.
  package init(_ code: QRCode, name: String) {
    self.code = code
    self.name = name
  }

  /// Light modules around it.
  private static let border = 4

  package func write(_ writer: inout HTMLWriter) {
    let side = code.size + 2 * Self.border
    svg(
      .class("code"), .role("img"), .ariaLabel(name), .viewBox("0 0 \(side) \(side)"),
      .width(side * 4), .height(side * 4)
    ) {
      DrawingTag.path(Attribute("d", path))
    }.write(&writer)
  }

  /// A line through the middle of each run of dark modules.
  private var path: String {
    var path: [UInt8] = []
    path.reserveCapacity(4 << 10)
    for (y, row) in code.rows.enumerated() {
      var rest = row
      var end = 0
      while rest != 0 {
        let start = rest.trailingZeroBitCount
        let length = (~(rest >> UInt64(start))).trailingZeroBitCount
        if end == 0 {
          Self.append("M", start + Self.border, to: &path)
          Self.append(" ", y + Self.border, to: &path)
          path += ".5".utf8
        } else {
          Self.append("m", start - end, to: &path)
          path += " 0".utf8
        }
        Self.append("h", length, to: &path)
        end = start + length
        rest = (rest >> UInt64(end)) << UInt64(end)
      }
    }
    return String(decoding: path, as: UTF8.self)
  }

  /// - Parameter number: below 100.
  private static func append(_ command: Unicode.Scalar, _ number: Int, to path: inout [UInt8]) {
    path.append(UInt8(ascii: command))
    if number > 9 { path.append(0x30 + UInt8(number / 10)) }
    path.append(0x30 + UInt8(number % 10))
  }
}
