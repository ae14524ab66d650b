import Storage

/// A document as the page of its listing shows it.
struct ShownDocument: Sendable {
  /// In `site/documents/`.
  let file: String
  /// `Floor plan`
  let title: String
  let bytes: Int

  /// - Parameter row: kind, the columns of a photo, bytes.
  init(_ row: any Row) {
    file = "\(row.text(1)).pdf"
    title = row.optionalText(3) ?? "Document"
    bytes = row.integer(5)
  }

  /// `1.2 MB`, `340 KB`
  var size: String {
    let kilobytes = max(1, (bytes + 500) / 1000)
    if kilobytes < 1000 { return "\(kilobytes) KB" }
    let tenths = (kilobytes + 50) / 100
    return "\(tenths / 10).\(tenths % 10) MB"
  }

  func mix(into digest: inout ContentDigest) {
    digest.mix(file)
    digest.mix(title)
    digest.mix(bytes)
  }
}
