import Pages
import TestSupport
import Testing

@testable import Dashboard

@Suite struct `The words` {
  @Test func `are all there in German, and none is left over`() throws {
    let keys = try SourceWords.keys(in: "Sources/App/Dashboard")
      .union(SourceWords.keys(in: "Sources/Content/Pages/Words.swift"))
    #expect(keys.count > 300)
    #expect(keys.subtracting(German.words.keys).sorted() == [])
    #expect(Set(German.words.keys).subtracting(keys).sorted() == [])
  }

  @Test func `keep what is put in`() {
    for (english, german) in German.words {
      for mark in ["%1", "%2", "%3"] {
        #expect(english.contains(mark) == german.contains(mark), "\(english)")
      }
      #expect(!german.isEmpty)
    }
  }

  @Test(arguments: [
    (2, 6, "2 files are under way."), (0, 6, "Nothing is under way."),
    (0, 0, "Nothing is under way: everything that was dropped has been dealt with."),
  ])
  func `call done what is done, and nothing that waits or has failed`(
    _ underWay: Int, _ open: Int, _ text: String
  ) {
    #expect(OverviewPage.lead(underWay: underWay, open: open, .english) == text)
  }

  @Test(arguments: [
    (0, "0", "0"), (999, "999", "999"), (1_000, "1,000", "1.000"),
    (-12_431, "−12,431", "−12.431"),
    (1_234_567, "1,234,567", "1.234.567"),
  ])
  func `write numbers as the language does`(_ number: Int, _ english: String, _ german: String) {
    #expect(Words.english.number(number) == english)
    #expect(Words.german.number(number) == german)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1023, "1,023 bytes"), (1024, "1.0 KiB"), (10_240, "10 KiB"),
    (1_572_864, "1.5 MiB"), (5 << 40, "5.0 TiB"), (5 << 50, "5,120 TiB"),
  ])
  func `write sizes in units of 1024`(_ bytes: Int, _ text: String) {
    #expect(Words.english.size(bytes) == text)
  }

  @Test(arguments: [
    (-5.0, "< 1 ms"), (0.0004, "< 1 ms"), (0.85, "850 ms"), (0.9996, "1.0 s"), (4.24, "4.2 s"),
    (89, "89 s"), (90, "2 min"), (7_200, "2 h"), (200_000, "2 days"),
  ])
  func `write durations, and never a negative one`(_ seconds: Double, _ text: String) {
    #expect(Words.english.duration(seconds: seconds) == text)
  }

  @Test func `are English where the language is not known`() {
    #expect(Words.of("tlh").language == "en")
    #expect(Words.of("de")("Items") == "Dateien")
    #expect(Words.english.count(1, "1 item", "%1 items") == "1 item")
    #expect(Words.english.count(12_431, "1 item", "%1 items") == "12,431 items")
  }
}
