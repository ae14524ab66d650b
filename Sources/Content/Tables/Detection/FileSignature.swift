/// Names the kinds of file that are often dropped in place of a CSV, by their first bytes.
///
/// Source: the “magic” entries of file(1).
enum FileSignature {
  private static let signatures: [(start: [UInt8], kind: String)] = [
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    (Array("GIF8".utf8), "a GIF image"),
    (Array("%PDF".utf8), "a PDF document"),
    ([0x1F, 0x8B], "a gzip archive"),
    (Array("BZh".utf8), "a bzip2 archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
    (Array("7z".utf8) + [0xBC, 0xAF], "a 7-Zip archive"),
    (Array("Rar!".utf8), "a RAR archive"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document, such as an XLS workbook"),
    (Array("SQLite format 3".utf8), "an SQLite database"),
    (Array("PAR1".utf8), "a Parquet file"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("RIFF".utf8), "a RIFF file, such as a WebP image or a WAV recording"),
    (Array("II*".utf8) + [0], "a TIFF image"),
    (Array("MM".utf8) + [0, 0x2A], "a TIFF image"),
    (Array("{\\rtf".utf8), "an RTF document"),
  ]

  /// Beginnings of text that is no table, in lower case.
  private static let markup: [(start: String, kind: String)] = [
    ("<!doctype html", "a web page (HTML)"), ("<html", "a web page (HTML)"),
    ("<head", "a web page (HTML)"), ("<body", "a web page (HTML)"),
    ("<script", "a web page (HTML)"), ("<svg", "an SVG image"), ("<?php", "a program"),
    ("#!/", "a program"),
  ]

  /// What a file with these first bytes is, with its article, if it is not text.
  static func kind(of bytes: UnsafeRawBufferPointer) -> String? {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return archiveKind(bytes) }
    if let found = signatures.first(where: { bytes.starts(with: $0.start) }) { return found.kind }
    if bytes.count > 12, bytes[4..<8].elementsEqual("ftyp".utf8) { return "a video or HEIF image" }
    return markupKind(bytes)
  }

  /// Office documents are ZIP archives; the names of their parts lie readable in the first bytes.
  private static func archiveKind(_ bytes: UnsafeRawBufferPointer) -> String {
    let start = String(decoding: bytes.prefix(4_096), as: UTF8.self)
    if start.contains("xl/") { return "an Excel workbook (XLSX)" }
    if start.contains("word/") { return "a Word document (DOCX)" }
    if start.contains("opendocument.spreadsheet") { return "an OpenDocument spreadsheet (ODS)" }
    if start.contains("[Content_Types].xml") {
      return "an Office document, such as an XLSX workbook"
    }
    return "a ZIP archive"
  }

  private static func markupKind(_ bytes: UnsafeRawBufferPointer) -> String? {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
    let start = text.drop(while: { $0 <= 0x20 }).prefix(14)
    let word = String(decoding: start, as: UTF8.self).lowercased()
    if word.hasPrefix("<?xml") { return "an XML document" }
    return markup.first(where: { word.hasPrefix($0.start) })?.kind
  }
}
