import Rules
import Testing

@testable import Listings

@Suite struct `A file of column names` {
  private func read(_ text: String) -> (aliases: HeaderAliases, faults: [RuleFault]) {
    HeaderAliases.standard.extended(
      by: RuleFile(name: "listings/headers.txt", text: Array(text.utf8)))
  }

  @Test(arguments: [
    // A line, a column's name, what it means.
    ("price: Tarif mensuel, prix", "TARIF_mensuel", Field.price),
    ("price: prix", "Prix (EUR)", .price),
    ("own text: beschreibung", "Beschreibung", .ownText), ("description: texte", "texte", .ownText),
    ("beds: chambres", "chambres", .bedrooms),
    ("# a note\r\n  type : genre\r\n", "Genre", .typeText),
    ("ignored: total", "total", .ignored), ("rent: price", "price", .rent),
  ])
  func `adds names, and may give a known one another meaning`(
    _ text: String, _ name: String, _ field: Field
  ) {
    let (aliases, faults) = read(text)
    #expect(faults.isEmpty)
    #expect(aliases.field(HeaderName(name)) == field)
    #expect(aliases.field(HeaderName("lat")) == .latitude)
  }

  @Test(arguments: [
    // A file, and where its fault is.
    ("\nprice prix\n", 2, 1, "a line says what a column is"),
    ("price: prix\n  prize: prix2", 2, 3, "no column of a listing is called “prize”"),
    ("price: prix,, tarif", 1, 13, "there is no name between two commas"),
    ("price:", 1, 7, "there is no name"),
    ("price: prix\nrent: loyer, PRIX", 2, 14, "the name “prix” stands twice"),
  ])
  func `is told its faults with line and column, and the rest counts`(
    _ text: String, _ line: Int, _ column: Int, _ words: String
  ) throws {
    let faults = read("beds: chambres\n" + text).faults
    let fault = try #require(faults.first)
    #expect(faults.count == 1)
    #expect(fault.place == "rules/listings/headers.txt:\(line + 1):\(column)")
    #expect(fault.message.contains(words), "\(fault)")
    #expect(read("beds: chambres\n" + text).aliases.field(HeaderName("chambres")) == .bedrooms)
  }
}
