import Tables
import Testing

private let text = "name,price\ncafé,£5\nнаём,7 €\n"
private let rows = [["café", "£5"], ["наём", "7 €"]]

@Suite struct `The encoding of a table` {
  private static let cases: [(name: String, bytes: [UInt8], mark: Bool)] = [
    ("UTF-8", Array(text.utf8), false),
    ("UTF-8", [0xEF, 0xBB, 0xBF] + Array(text.utf8), true),
    ("UTF-16LE", text.units(Array(text.utf16), bigEndian: false), false),
    ("UTF-16LE", [0xFF, 0xFE] + text.units(Array(text.utf16), bigEndian: false), true),
    ("UTF-16BE", text.units(Array(text.utf16), bigEndian: true), false),
    ("UTF-16BE", [0xFE, 0xFF] + text.units(Array(text.utf16), bigEndian: true), true),
    (
      "UTF-32LE",
      [0xFF, 0xFE, 0, 0] + text.units(text.unicodeScalars.map(\.value), bigEndian: false), true
    ),
    ("UTF-32BE", text.units(text.unicodeScalars.map(\.value), bigEndian: true), false),
  ]

  @Test(arguments: 0..<8)
  func `is found, and the text is the same in all`(index: Int) throws {
    let (name, bytes, mark) = Self.cases[index]
    for pieceBytes in [1, 5, 1_000] {
      let table = try ReadTable(bytes, pieceBytes: pieceBytes)
      #expect(table.format.encoding.rawValue == name)
      #expect(table.format.byteOrderMark == mark)
      #expect(table.format.columns == ["name", "price"])
      #expect(table.rows == rows)
    }
  }

  @Test func `is Windows-1252 when it is not UTF-8`() throws {
    let bytes =
      Array("name,price\ncaf".utf8) + [0xE9] + Array(",".utf8) + [0x80] + Array("5\n".utf8)
    let table = try ReadTable(bytes)
    #expect(table.format.encoding == .windows1252)
    #expect(table.rows == [["café", "€5"]])
  }

  @Test func `may be pinned to any that iconv knows`() throws {
    let bytes = Array("name,town\nx,".utf8) + [0xA3, 0xF3, 0x64, 0xBC] + Array("\n".utf8)
    let table = try ReadTable(bytes, pinned: TablePins(encoding: "iso-8859-2"))
    #expect(table.rows == [["x", "Łódź"]])
    #expect(throws: TableError(.unknownEncoding("KLINGON"))) {
      try ReadTable(bytes, pinned: TablePins(encoding: "klingon"))
    }
  }

  @Test func `is mended where UTF-8 was encoded twice`() throws {
    let mojibake = "name,price\nHouse â‚¦5,Â£4\nPlain,â€™\n"
    for pieceBytes in [1, 2, 1_000] {
      let limits = TableLimits(sampleBytes: pieceBytes == 1_000 ? 64_000 : 24, blockBytes: 64)
      let table = try ReadTable(mojibake, limits: limits, pieceBytes: pieceBytes)
      #expect(table.format.mojibake)
      #expect(table.rows == [["House ₦5", "£4"], ["Plain", "’"]])
    }
  }

  @Test func `leaves text alone that only resembles mojibake`() throws {
    let table = try ReadTable("name,word\nÂ£,été\nÄ,naïve\n")
    #expect(!table.format.mojibake)
    #expect(table.rows == [["Â£", "été"], ["Ä", "naïve"]])
  }

  @Test func `survives single bytes of another far into the file`() throws {
    var bytes = Array("name,price\n".utf8)
    for number in 0..<20_000 {
      bytes += Array("row \(number),5\n".utf8)
    }
    bytes += Array("caf".utf8) + [0xE9] + Array(",".utf8) + [0x00] + Array("7\n".utf8)
    let table = try ReadTable(bytes)
    #expect(table.format.encoding == .utf8)
    #expect(table.rows.last == ["café", "7"])
    #expect(table.statistics.repairedBytes == 2)
  }

  @Test(
    arguments: [
      ([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG image"), ([0x1F, 0x8B, 8, 0], "a gzip archive"),
      (Array("%PDF-1.7\n".utf8), "a PDF document"), ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
      ([0x50, 0x4B, 3, 4] + Array("xl/workbook.xml".utf8), "an Excel workbook (XLSX)"),
      (Array("  <!DOCTYPE html><html>".utf8), "a web page (HTML)"),
      (Array("<script>alert(1)</script>".utf8), "a web page (HTML)"),
      (Array("<svg xmlns=\"x\"><script/></svg>".utf8), "an SVG image"),
      (Array("[\n  {}]".utf8), "a JSON document without a list of records"),
      ([1, 2, 3, 4, 5, 6, 7, 8], "a binary file"),
    ] as [([UInt8], String)])
  func `is not sought in what is not a table`(_ bytes: [UInt8], _ kind: String) {
    #expect(throws: TableError(.notText(kind))) { try ReadTable(bytes) }
  }

  @Test(arguments: ["", "\n", "\r\n \r\n"])
  func `does not matter when there is nothing`(_ text: String) {
    #expect(throws: TableError(.empty)) { try ReadTable(text) }
  }
}
