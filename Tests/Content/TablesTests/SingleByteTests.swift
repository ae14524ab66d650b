import Tables
import TestSupport
import Testing

@Suite struct `An encoding of one byte a character` {
  private static let german = "Straße,Größe\nMünchner Straße,schön\nHöhenweg,groß\n"
  private static let french = "ville,état\nLiège,neuf à rénover\nMérignac,très beau château\n"
  private static let polish = "miasto,opis\nŁódź,piękny dom z ogródkiem\nGdańsk,świeżo odnowiony\n"
  private static let czech =
    "město,popis\nPlzeň,řadový dům se zahradou\nBřeclav,krásný byt\nŽižkov,dům s věží\n"
  private static let hungarian =
    "város,leírás\nGyőr,felújított lakás\nKecskemét,kertes ház fűtéssel\n"
  private static let turkish = "şehir,açıklama\nİzmir,geniş ve güneşli\nMuğla,bahçeli ağaç\n"
  private static let russian = "город,описание\nМосква,Новая квартира\nКазань,Дом с садом\n"
  private static let greek = "πόλη,περιγραφή\nΑθήνα,νέο διαμέρισμα\nΠάτρα,σπίτι με κήπο\n"

  /// Encoded by iconv's program, so that the test does not rest on what it tests.
  private static func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
    try ChildProcess(
      "iconv", ["-f", "UTF-8", "-t", encoding], input: Array(text.utf8), output: .here
    ).finish().output
  }

  @Test(arguments: [
    (german, "WINDOWS-1252"), (french, "WINDOWS-1252"), (french, "MACINTOSH"),
    (german, "MACINTOSH"), (french, "CP850"), (polish, "WINDOWS-1250"), (polish, "ISO-8859-2"),
    (czech, "WINDOWS-1250"), (czech, "ISO-8859-2"), (hungarian, "WINDOWS-1250"),
    (turkish, "WINDOWS-1254"), (russian, "WINDOWS-1251"), (russian, "KOI8-R"),
    (russian, "ISO-8859-5"), (russian, "CP866"), (greek, "WINDOWS-1253"),
  ])
  func `is known by its letters`(_ text: String, _ encoding: String) throws {
    let table = try ReadTable(try Self.encoded(text, encoding))
    #expect(table.format.encoding.rawValue == encoding, "\(table.format.decisions)")
    let all = ([table.format.columns] + table.rows).map { $0.joined(separator: ",") + "\n" }
    #expect(all.joined() == text)
  }

  @Test func `is Windows-1252 when signs alone go beyond ASCII`() throws {
    let table = try ReadTable(Array("name,price\nA,".utf8) + [0xA3] + Array("5\nB,7\n".utf8))
    #expect(table.format.encoding == .windows1252)
    #expect(table.rows.first == ["A", "£5"])
  }

  @Test func `may have the euro where Latin 9 has it`() throws {
    let text = "name,price\nA,5 €\nBœuf à la mode,7 €\n"
    let table = try ReadTable(try Self.encoded(text, "ISO-8859-15"))
    #expect(table.rows == [["A", "5 €"], ["Bœuf à la mode", "7 €"]])
  }
}
