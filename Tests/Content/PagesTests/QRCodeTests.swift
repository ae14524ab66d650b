import Testing

@testable import Pages

@Suite struct `A QR code` {
  private func drawing(_ code: QRCode) -> [String] {
    code.rows.map { row in
      (0..<code.size).map { row >> UInt64($0) & 1 == 1 ? "#" : "." }.joined()
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

  @Test(arguments: [1, 40, 120, 213])
  func `is drawn as it is`(_ count: Int) throws {
    let text = String((0..<count).map { Character(Unicode.Scalar(UInt8(0x30 + $0 * 7 % 74))) })
    let code = try #require(QRCode(text))
    let path = try #require(
      QRCodeView(code, name: "code").markup.firstMatch(of: /\sd=.([0-9Mmh .]+)./)?.output.1)
    var rows = [UInt64](repeating: 0, count: code.size)
    var (x, y) = (0, 0)
    func number(_ text: Substring) throws -> Int { try #require(Int(text)) }
    for step in path.matches(of: /M(\d+) (\d+)\.5|m(\d+) 0|h(\d+)/) {
      if let start = step.output.1, let line = step.output.2 {
        (x, y) = (try number(start) - 4, try number(line) - 4)
      } else if let gap = step.output.3 {
        x += try number(gap)
      } else if let length = step.output.4 {
        for _ in 0..<(try number(length)) {
          rows[y] |= 1 << UInt64(x)
          x += 1
        }
      }
    }
    #expect(rows == code.rows)
  }
}
