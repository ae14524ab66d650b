import Testing

@testable import Rules

@Suite struct `An explanation` {
  @Test(arguments: [
    ("name: \"*.csv\"", "name is photo.jpg, wants *.csv"),
    ("name: [\"*.csv\", \"*.tsv\"]", "name is photo.jpg, wants *.csv or *.tsv"),
    ("path: \"listings/**\"", "path is acme/photo.jpg, wants listings/**"),
    ("size: {min: 1KB}", "size is 100 bytes, wants at least 1000"),
    ("size: {max: 5}", "size is 100 bytes, wants at most 5"),
    ("starts: [\"%PDF\", hex:ffd8]", "it does not start with %PDF or hex:ffd8"),
    ("columns: {all: [[price, rent]]}", "it has no column price or rent"),
    ("type: \"image/*\"", "type is text/plain, wants image/*"),
    ("{bundle: true, name: \"*.jpg\"}", "it is a file, wants a folder (bundle)"),
  ])
  func `says why a rule does not take a file`(_ condition: String, _ reason: String) throws {
    let set = try rules("rules:\n" + rule("one", matching: condition))
    let candidate = file("acme/photo.jpg", text: "plain words\n", header: ["title"])
    let explanation = try #require(set.explain(candidate).first)
    #expect(explanation.verdict == .declined(reason))
  }

  @Test func `is one line for each rule`() throws {
    let set = try rules(
      "rules:\n" + rule("images", matching: "name: \"*.jpg\"")
        + rule("tables", matching: "name: \"*.csv\"") + rule("rest", matching: "path: \"**\""))
    #expect(
      set.explain(file("tabular/acme/march.csv")).map(\.description) == [
        "rules/rules.yaml:2: images: no: name is march.csv, wants *.jpg",
        "rules/rules.yaml:6: tables: takes it: worker tabular, route tables, business acme",
        "rules/rules.yaml:10: rest: not asked: an earlier rule takes it",
      ])
  }

  @Test func `says that a table has no header`() throws {
    let set = try rules("rules:\n" + rule("one", matching: "columns: {all: [price]}"))
    #expect(set.explain(file("x"))[0].verdict == .declined("it has no table header, wants columns"))
  }
}
