import Testing

@testable import Pages

@Suite struct `A QR code` {
  private func drawing(_ code: QRCode) -> [String] {
    (0..<code.size).map { y in
      (0..<code.size).map { code.isDark($0, y) ? "#" : "." }.joined()
    }
  }

  @Test(arguments: [
    (1, 21), (14, 21), (15, 25), (62, 33), (63, 37), (106, 41), (107, 45), (213, 57),
  ])
  func `is as large as its text wants`(_ count: Int, _ size: Int) throws {
    let code = try #require(QRCode(String(repeating: "a", count: count)))
    #expect(code.size == size)
  }

  @Test func `is none for a text that is too long`() {
    #expect(QRCode(String(repeating: "a", count: 214)) == nil)
  }

  @Test func `has its marks in three corners`() throws {
    let rows = drawing(try #require(QRCode("https://homes.example/")))
    let mark = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
    #expect(rows.prefix(7).map { String($0.prefix(7)) } == mark)
    #expect(rows.prefix(7).map { String($0.suffix(7)) } == mark)
    #expect(rows.suffix(7).map { String($0.prefix(7)) } == mark)
  }
}
