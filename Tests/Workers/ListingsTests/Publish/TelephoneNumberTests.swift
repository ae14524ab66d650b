import Testing

@testable import Listings

@Suite struct `A telephone number` {
  private func dialled(_ text: String, _ country: String? = nil) -> [String] {
    TelephoneNumber.all(in: text, country: country.flatMap(Country.coded)).map(\.dialled)
  }

  @Test(arguments: [
    ("0803 123 4567", "NG", "+2348031234567"), ("8031234567", "NG", "+2348031234567"),
    ("234 803 123 4567", "NG", "+2348031234567"), ("0113 496 0101", "GB", "+441134960101"),
    ("(0113) 496-0101", "GB", "+441134960101"), ("030/1234567", "DE", "+49301234567"),
    ("(212) 555-0100", "US", "+12125550100"), ("1-212-555-0100", "US", "+12125550100"),
    ("06 1234 5678", "IT", "+390612345678"), ("06 1 234 5678", "HU", "+3612345678"),
    ("0712 345678", "KE", "+254712345678"), ("8 495 123-45-67", "RU", "+74951234567"),
  ])
  func `of a known country gets its code`(_ text: String, _ country: String, _ number: String) {
    #expect(dialled(text, country) == [number])
  }

  @Test(arguments: [",", ";", " | ", "\n", "\r\n", "/"])
  func `stands beside another`(_ between: String) {
    #expect(dialled("08031234567\(between)08051234567") == ["08031234567", "08051234567"])
  }

  @Test(arguments: [
    ("+44 113 496 0101", "+441134960101"), ("+44 (0)113 496 0101", "+441134960101"),
    ("+44 (0)800 1111", "+448001111"), ("+39 (0)6 1234 5678", "+390612345678"),
    ("0044 113 496 0101", "+441134960101"), ("+234 0803 123 4567", "+2348031234567"),
    ("+2348031234567", "+2348031234567"), ("+39 06 1234 5678", "+390612345678"),
    // Of a country that has other lengths than we know.
    ("+234 1 23", "+234123"),
  ])
  func `that names its country keeps it, whatever the business's is`(
    _ text: String, _ number: String
  ) {
    #expect(dialled(text) == [number])
    #expect(dialled(text, "KE") == [number])
  }

  @Test(
    arguments: [
      ("0803 123 4567", nil, "08031234567"), ("0803 123 4567", "KE", "08031234567"),
      // Without its area, or with the code of a country where numbers are of any length.
      ("496 0101", "GB", "4960101"), ("1234567", "DE", "1234567"),
      ("4930123456", "DE", "4930123456"),
      ("391 234 567", "IT", "391234567"), ("+0803 123 4567", nil, "08031234567"),
    ] as [(String, String?, String)])
  func `stays as it is where nothing tells its country for sure`(
    _ text: String, _ country: String?, _ number: String
  ) {
    #expect(dialled(text, country) == [number])
  }

  @Test func `stands once, however it is written`() {
    let cell = "0803 123 4567, +234 803 123 4567; 08051234567/08061234567 | call me\n0803-1234567"
    #expect(dialled(cell, "NG") == ["+2348031234567", "+2348051234567", "+2348061234567"])
    #expect(dialled("none") == [])
  }

}
