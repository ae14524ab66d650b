import Foundation
import Testing

@testable import Rules

@Suite struct `The shipped rules` {
  private static let workers: [String: KnownWorker] = [
    "listings": ["table", "photos", "documents", "outcomes"],
    "operations": ["log", "report"], "parcels": ["parcels"], "tabular": ["tabular"],
  ]

  private let set: RuleSet

  init() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let folder = root.appending(path: "rules")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let files = try names.filter { $0.hasSuffix(".yaml") }.map {
      RuleFile(name: $0, text: Array(try Data(contentsOf: folder.appending(path: $0))))
    }
    let (set, faults) = RuleSet.load(files, workers: Self.workers)
    #expect(faults.isEmpty, "\(faults)")
    self.set = try #require(set)
  }

  @Test(
    arguments: [
      ("listings/acme/march.csv", nil, "listings", "acme"),
      ("listings/acme/2026/march.TXT", nil, "listings", "acme"),
      ("listings/acme/stock.dat", nil, "listings", "acme"),
      ("listings/acme/letters/note.docx", nil, "listings", "acme"),
      ("listings/march.csv", nil, "listings", "default"),
      ("homes.csv", ["Title", "Price (KES)", "Bedrooms"], "listings", "default"),
      ("homes.csv", ["address", "date_added", "price"], "listings", "default"),
      ("flats.tsv", ["city", "rooms", "rentamount"], "listings", "default"),
      ("shoes.csv", ["Title", "Price", "Colour"], "tabular", "default"),
      ("people.csv", ["name", "address", "mail"], "tabular", "default"),
      ("march.csv", nil, "tabular", "default"),
      ("tabular/acme/march.csv", ["price", "bedrooms"], "tabular", "acme"),
      ("letter.pdf", nil, "tabular", "default"),
      ("operations/acme/production/app.log", nil, "operations", "acme"),
      ("operations/acme/bugs/one.json", nil, "operations", "acme"),
      ("app.log", nil, "operations", "default"),
      ("deploy.jsonl", ["@timestamp", "log.level", "message"], "operations", "default"),
      ("deploy.ndjson", ["level", "time", "pid", "msg"], "operations", "default"),
      ("deploy.jsonl", nil, "tabular", "default"),
      ("customers.jsonl", ["name", "city"], "tabular", "default"),
      ("orders.jsonl", ["time", "item", "price"], "tabular", "default"),
      ("listings/acme/photo.jpg", nil, "listings", "acme"),
      ("listings/acme/march/plan.PDF", nil, "listings", "acme"),
      ("listings/acme/march.zip", nil, "parcels", "acme"), ("a.TAR.GZ", nil, "parcels", "default"),
    ] as [(String, [String]?, String, String)])
  func `take`(_ path: String, _ header: [String]?, _ worker: String, _ business: String) {
    guard case .taken(let rule, let found) = set.route(file(path, header: header)) else {
      Issue.record("no rule takes \(path)")
      return
    }
    #expect(rule.worker == worker)
    #expect(found == business)
  }

  @Test(
    arguments: [
      ("1.jpg", nil, "photos"), ("plan.PDF", nil, "documents"), ("outcomes.csv", nil, "outcomes"),
      ("march.csv", ["reference", "outcome"], "outcomes"), ("march.csv", ["reference"], "table"),
      ("letter.docx", nil, "table"),
    ] as [(String, [String]?, String)])
  func `take straight in the folder what they take in an agency's`(
    _ name: String, _ header: [String]?, _ route: String
  ) {
    for folder in ["listings", "listings/acme", "listings/acme/march"] {
      guard case .taken(let rule, _) = set.route(file("\(folder)/\(name)", header: header)) else {
        Issue.record("no rule takes \(name)")
        continue
      }
      #expect(rule.worker == "listings" && rule.route == route, "\(folder)/\(name)")
    }
  }

  @Test func `take a bundle as one item`() {
    let path = ["listings", "acme", "march.bundle"]
    #expect(set.completeness(forRelativePath: path).bundle)
    #expect(!set.completeness(forRelativePath: ["listings", "acme"]).bundle)
    #expect(set.ruleName(for: file("listings/acme/march.bundle", isBundle: true)) != nil)
  }

  // Tables of outcomes lie beside tables of listings, and are told apart by their columns.
  @Test func `read the header of a table, and no content`() {
    for path in [["march.csv"], ["listings", "acme", "march.csv"]] {
      #expect(set.needs(forRelativePath: path) == Needs(header: true, content: false))
    }
    #expect(
      set.needs(forRelativePath: ["tabular", "acme", "march.csv"])
        == Needs(header: false, content: false))
  }
}
