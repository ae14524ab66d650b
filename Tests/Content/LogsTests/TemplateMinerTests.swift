import Testing

@testable import Logs

@Suite struct `A line’s template` {
  @Test(arguments: [
    (
      "Received block blk_3587508140051953248 of size 67108864 from /10.251.42.84",
      "Received block <*> of size <*> from /<*>"
    ),
    ("took 12.5ms, 3% of 300 seconds", "took <*>, <*> of <*>"),
    ("at Thu Jul 27 14:41:57 2006: up", "at <*>: up"),
    ("open /usr/lib/x.so and /etc", "open <*> and /etc"),
    ("id 6ba7b810-9dad-11d1-80b4-00c04fd430c8 mac 00:1a:2b:3c:4d:5e", "id <*> mac <*>"),
    ("user=\"ada lovelace\" sent 12 KB (3.4 MB)", "user=\"<*>\" sent <*>"),
    ("2026-03-01 07:00:00,123 done", "<*> done"),
    ("attempt_201706092018_0024_m_000044_1129: Committed", "<*>: Committed"),
    ("release v2 of web3 failed", "release v2 of web3 failed"),
    ("deadbeef01 and 0x1f and decade", "<*> and <*> and decade"),
    ("a-5 b_5 5c -7", "a-<*> b_5 5c <*>"),
  ])
  func `has a mark where its like differ`(_ line: String, _ expected: String) {
    var miner = TemplateMiner()
    #expect(miner.masked(line) == expected)
  }

  @Test func `is the same for lines of one kind, and not for others`() {
    let lines = [
      "session opened for user ada by root now", "session opened for user bob by root now",
      "session opened for user eve by root now", "disk sda1 is full", "session closed for ada",
      "Starting: mail, web", "Starting: mail",
    ]
    let (texts, groups) = Self.mined(lines)
    #expect(groups == [0, 0, 0, 1, 2, 3, 4])
    #expect(texts[0] == "session opened for user <*> by root now")
  }

  @Test func `of runs of wildcards counts once`() {
    let (texts, groups) = Self.mined(["sizes 1 2 3", "sizes 1 2", "sizes 4"])
    #expect(Set(groups) == [0])
    #expect(texts.count == 1)
  }

  @Test func `is the same whether brackets hold something that varies or nothing`() {
    let (texts, groups) = Self.mined([
      "connection from 10.0.0.1 () at noon", "connection from 10.0.0.2 (ada.example) at noon",
      "connection from 10.0.0.3 (bob.example) at noon", "connection from 10.0.0.3 at noon",
    ])
    #expect(groups == [0, 0, 0, 1])
    #expect(texts[0] == "connection from <*> (<*>) at noon")
  }

  @Test func `is any when there are more kinds than may be kept`() {
    var miner = TemplateMiner(groupsMax: 10)
    let words = (0..<40).map {
      String(repeating: Character(Unicode.Scalar(97 + UInt8($0 % 26))), count: 3 + $0)
    }
    for word in words { _ = Self.add("\(word) happened here", to: &miner) }
    let templates = miner.templates().templates
    #expect(templates.count == 11)
    #expect(templates.last?.count == 30)
  }

  private static func mined(_ lines: [String]) -> ([String], [Int]) {
    var miner = TemplateMiner()
    let added = lines.map { add($0, to: &miner) }
    let (templates, ofGroup) = miner.templates()
    return (templates.map(\.text), added.map { ofGroup[$0] })
  }

  private static func add(_ line: String, to miner: inout TemplateMiner) -> Int {
    var line = line
    return line.withUTF8 { miner.add(UnsafeRawBufferPointer($0)) }
  }
}
