import Testing

@testable import Rules

@Suite struct `Routing` {
  @Test(arguments: [
    ("name: \"*.csv\"", "acme/march.csv", true), ("name: \"*.csv\"", "acme/march.txt", false),
    ("name: [\"*.csv\", \"*.txt\"]", "march.txt", true), ("path: \"acme/**\"", "acme/a/b", true),
    ("path: \"acme/**\"", "acme", false), ("path: \"*\"", "acme/a", false),
    ("size: {min: 100}", "x", true), ("size: {min: 101}", "x", false),
    ("size: {max: 100}", "x", true), ("size: {max: 99}", "x", false),
    ("bundle: false", "x", true), ("path: \"**\"", "x", true),
  ])
  func `asks path, name and size`(_ condition: String, _ path: String, _ isTaken: Bool) throws {
    let set = try rules("rules:\n" + rule("one", matching: condition))
    #expect((set.ruleName(for: file(path)) == "one") == isTaken)
  }

  @Test(arguments: [
    ("starts: \"%PDF\"", "%PDF-1.7", true), ("starts: \"%PDF\"", " %PDF", false),
    ("starts: \"hex:25 50\"", "%PDF", true), ("starts: [hex:FFD8, id]", "id,price", true),
    ("starts: id", "\u{FEFF}id,price", true), ("starts: id", "", false),
    ("type: text/html", "<!DOCTYPE html><html><body>x</body></html>", true),
    ("type: [\"text/*\"]", "plain words\n", true), ("type: \"image/*\"", "plain words\n", false),
    ("type: application/pdf", "%PDF-1.7\n", true),
    ("type: \"text/*\"", "", false),
  ])
  func `asks the content`(_ condition: String, _ text: String, _ isTaken: Bool) throws {
    let set = try rules("rules:\n" + rule("one", matching: condition))
    #expect((set.ruleName(for: file("x", text: text)) == "one") == isTaken)
  }

  @Test(arguments: [
    ("all: [price, bedrooms]", ["Price", " BEDROOMS "], true),
    ("all: [price, bedrooms]", ["price"], false), ("any: [price, rent]", ["Rent"], true),
    ("any: [price, rent]", ["title"], false),
    ("all: [[price, rent], town]", ["town", "rent"], true),
    ("all: [[price, rent], town]", ["town", "area"], false),
    ("all: [asking price]", ["Asking_Price (£)"], true),
    ("all: [price]", ["Price (EUR)"], false), ("all: [\"price *\"]", ["Price (EUR)"], true),
    ("all: [price], any: [rooms, beds]", ["price", "beds"], true),
    ("all: [price], any: [rooms, beds]", ["price"], false),
    ("all: [größe]", ["GRÖßE"], true), ("all: [price]", nil, false),
  ])
  func `asks the columns`(_ condition: String, _ header: [String]?, _ isTaken: Bool) throws {
    let set = try rules("rules:\n" + rule("one", matching: "columns: {\(condition)}"))
    #expect((set.ruleName(for: file("x.csv", header: header)) == "one") == isTaken)
  }

  @Test(arguments: [
    ("tabular/acme/a.csv", ["acme"]), ("other/acme/a.csv", ["default"]), ("a.csv", ["default"]),
    // A rule that asks the content may take it, or leave it to the next.
    ("eu/acme/a.txt", ["eu", "default"]), ("tabular/acme/a.pdf", []),
    // What lies in a folder that is one item goes with it.
    ("tabular/acme/x.bundle/a.csv", ["acme", "acme"]), ("x.bundle/acme/a.csv", ["default"]),
    ("tabular/x.bundle/acme/b/a.csv", ["x.bundle", "default"]),
  ])
  func `knows whose a file may be before it is there`(_ path: String, _ names: [String]) throws {
    let set = try rules(
      """
      rules:
        - {name: folders, match: {path: "**/*.bundle", bundle: true}, worker: tabular, business: $2}
        - {name: texts, match: {name: "*.txt", size: {min: 9}}, worker: tabular, business: $1}
        - {name: all, match: {name: "*.{csv,txt}"}, worker: tabular}

      """)
    let found = set.businesses(forRelativePath: path.split(separator: "/").map(String.init))
    #expect(found == Set(names))
  }

  @Test func `holds every condition that is given`() throws {
    let set = try rules("rules:\n" + rule("one", matching: "name: \"*.csv\"", "size: {min: 50}"))
    #expect(set.ruleName(for: file("a.csv", size: 60)) == "one")
    #expect(set.ruleName(for: file("a.csv", size: 40)) == nil)
    #expect(set.ruleName(for: file("a.txt", size: 60)) == nil)
  }

  @Test func `gives a file to the first rule that fits, files in the order of their names`() throws
  {
    let early =
      "rules:\n" + rule("a", matching: "name: \"a*\"") + rule("ab", matching: "name: \"ab*\"")
    let late = "rules:\n" + rule("all", matching: "path: \"**\"")
    let files = [("90.yaml", late), ("10.yaml", early)].map {
      RuleFile(name: $0.0, text: Array($0.1.utf8))
    }
    let set = try #require(RuleSet.load(files, workers: testWorkers).0)
    #expect(set.rules.map(\.name) == ["a", "ab", "all"])
    #expect(set.ruleName(for: file("abc")) == "a")
    #expect(set.ruleName(for: file("x")) == "all")
  }

  @Test func `takes a folder only by a rule for bundles, and a file never by one`() throws {
    let set = try rules(
      "rules:\n" + rule("folders", matching: "path: \"*/*.bundle\"", "bundle: true")
        + rule("files", matching: "path: \"**\""))
    #expect(set.ruleName(for: file("acme/x.bundle", isBundle: true)) == "folders")
    #expect(set.ruleName(for: file("acme/x.bundle")) == "files")
    #expect(set.ruleName(for: file("acme/x", isBundle: true)) == nil)
  }

  @Test(arguments: [
    ("", "tabular/acme/x.csv", "acme"), ("", "Tabular/acme/deep/x.csv", "acme"),
    ("", "tabular/x.csv", "default"), ("", "x.csv", "default"), ("", "other/acme/x.csv", "default"),
    ("business: acme", "x.csv", "acme"), ("business: $1", "acme/x.csv", "acme"),
    ("business: \"$2-$1\"", "north/acme/x.csv", "acme-north"),
    ("business: $2", "acme/x.csv", "default"), ("business: 2024", "x.csv", "2024"),
  ])
  func `names the business`(_ setting: String, _ path: String, _ business: String) throws {
    let set = try rules("rules:\n  - name: one\n    worker: tabular\n    \(setting)\n")
    guard case .taken(_, let found) = set.route(file(path)) else {
      Issue.record("no rule took \(path)")
      return
    }
    #expect(found == business)
  }

  @Test func `says what must be read before it can decide`() throws {
    let set = try rules(
      "rules:\n" + rule("tables", matching: "path: \"acme/**\"")
        + rule("images", matching: "name: \"*.jpg\"", "type: \"image/*\"")
        + rule("property", matching: "path: \"*\"", "columns: {any: [price]}")
        + rule("rest", matching: "path: \"**\""))
    func needs(_ path: String) -> Needs {
      set.needs(forRelativePath: path.split(separator: "/").map(String.init))
    }
    #expect(needs("acme/x.jpg") == Needs(header: false, content: false))
    #expect(needs("x.jpg") == Needs(header: true, content: true))
    #expect(needs("x.csv") == Needs(header: true, content: false))
    #expect(needs("b/x.csv") == Needs(header: false, content: false))
    #expect(set.needsHeader && set.needsContent)
  }
}
