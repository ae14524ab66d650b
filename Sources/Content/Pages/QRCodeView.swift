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
    var path = ""
    for y in 0..<code.size {
      var x = 0
      var end: Int?
      while x < code.size {
        let length = (x..<code.size).prefix { code.isDark($0, y) }.count
        if length > 0 {
          path +=
            end.map { "m\(x - $0) 0" } ?? "M\(x + Self.border) \(y + Self.border).5"
          path += "h\(length)"
          end = x + length
        }
        x += length + 1
      }
    }
    return path
  }
}
