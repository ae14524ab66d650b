import Testing

@testable import Listings

@Suite struct `A list in a cell` {
  @Test(arguments: [
    ("pool, garden", ["pool", "garden"]), ("pool|gym;lift", ["pool", "gym", "lift"]),
    ("1,500 sq ft garden; pool", ["1,500 sq ft garden", "pool"]),
    ("Garden of 1,200 sqm, pool", ["Garden of 1,200 sqm", "pool"]),
    ("£5,000 service charge", ["£5,000 service charge"]), ("2,3", ["2", "3"]),
    ("tank,1234,x", ["tank", "1234", "x"]), ("a,,b", ["a", "b"]), ("", []),
    ("[\"Wifi\", \"Hot water\", \"Pots, pans\"]", ["Wifi", "Hot water", "Pots, pans"]),
    ("{TV,\"Cable TV\",Internet}", ["TV", "Cable TV", "Internet"]),
    ("['Wifi', 'Gym']", ["Wifi", "Gym"]), ("[]", []), ("{}", []),
    ("Garden &amp; Pool, Gym", ["Garden & Pool", "Gym"]),
    ("• Pool • Gym", ["Pool", "Gym"]), ("* Pool\n* Gym", ["Pool", "Gym"]),
    ("2 * 3 m shed", ["2 * 3 m shed"]), ("Café, jardín", ["Café", "jardín"]),
  ])
  func `is parted where its writer did`(_ cell: String, _ parts: [String]) {
    var found: [String] = []
    var cell = cell
    cell.withUTF8 { utf8 in
      CellList.forEachPart(of: UnsafeRawBufferPointer(utf8)) {
        found.append(String(decoding: $0, as: UTF8.self))
      }
    }
    #expect(found == parts)
  }
}
