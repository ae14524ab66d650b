import Files
import Testing

@testable import Watching

@Suite struct `A name` {
  @Test(
    arguments: [
      (".hidden", .hidden), (".listings.csv.Xq3T9a", .hidden), (".~lock.prices.ods#", .hidden),
      (".nfs000000001", .hidden), (".DS_Store", .hidden),
      ("a.tmp", .unfinished), ("A.TMP", .unfinished), ("film.part", .unfinished),
      ("big.csv.filepart", .unfinished), ("x.crdownload", .unfinished),
      ("x.csv.download", .unfinished), ("x.swp", .unfinished), ("x.swx", .unfinished),
      ("notes.txt~", .unfinished), ("#notes#", .unfinished),
      ("~$prices.xlsx", .clutter), ("Thumbs.db", .clutter), ("DESKTOP.INI", .clutter),
      ("@eaDir", .clutter), ("lost+found", .clutter),
    ] as [(String, IgnoredNames.Reason)])
  func `that is no delivery is ignored`(_ name: String, _ reason: IgnoredNames.Reason) {
    #expect(IgnoredNames.reason(for: Array(name.utf8)) == reason)
  }

  @Test(arguments: [
    "a.csv", "x.csv.done", "tmp", "part", "download", "a.tmp.csv", "#1.csv", "#", "-rf", "~home",
    "my thumbs.db.csv", "prices (1).csv", "a\nb.csv", "“quoted”.csv", "ünïcödé.csv", "a.part1",
  ])
  func `of a delivery is kept`(_ name: String) {
    #expect(!IgnoredNames.contains(Array(name.utf8)))
  }

  @Test func `need not be UTF-8`() {
    #expect(!IgnoredNames.contains([0xff, 0xfe, 0x0a]))
    #expect(IgnoredNames.contains([0xff, 0xfe] + Array(".tmp".utf8)))
  }

  @Test(arguments: [
    ("march.csv", nil), ("acme/march.csv", nil), (".hidden.csv", "is hidden"),
    ("sub.tmp", "not finished"), ("march.csv.part", "not finished"), ("acme.tmp/a.csv", "acme.tmp"),
    ("Thumbs.db", "desktops"), (".git/a.csv", "“.git”"),
  ])
  func `is explained, with those on the way to it`(_ path: String, _ part: String?) {
    let reason = IgnoredNames.explanation(of: Path(path))
    #expect((reason != nil) == (part != nil))
    #expect(reason?.contains(part ?? "") ?? true, "\(reason ?? "")")
  }
}
