import Files
import Foundation
import TestSupport
import Testing

@Suite struct `Words for a model` {
  private static let rule = """
    rules:
      - name: written by a model
        match: {path: "listings/**", name: "stock*.csv"}
        worker: listings
        route: table
        options: {writing: autonomous, model: small, prompt: home}

    """

  @Test func `are learned from what their texts brought, by a dropped table of outcomes`()
    throws
  {
    let server = try LoopbackServer { request, _ in Self.text(request) }
    defer { server.stop() }
    let program = try Program()
    try Self.prepare(program, server)

    try program.drop("listings/acme/stock.csv", Self.stock(0..<440))
    #expect(try Self.run(program).code == 0)
    let authors = Self.authors(server)
    #expect(authors.count == 440)
    let warm = authors.filter { $0.value == "warm" }.map(\.key).sorted()
    #expect((200...240).contains(warm.count))
    let before = try program.run(["prompts", "list", "--business", "acme"])
    #expect(before.notes.contains("no winner yet"), "\(before.notes)")

    // Of the warm ones every third was asked for, of the others every thirtieth.
    let rows = authors.sorted { $0.key < $1.key }.enumerated().map { index, author in
      let isAsked = author.value == "warm" ? index % 3 == 0 : index % 30 == 0
      return "\(author.key),\(isAsked ? 2 : 0)"
    }
    try program.drop(
      "listings/acme/outcomes-may.csv", "reference,inquiries\n" + rows.joined(separator: "\n"))
    #expect(try Self.run(program).code == 0)
    let after = try program.run(["prompts", "list", "--business", "acme"])
    #expect(
      after.notes.contains(/winner: home\.warm, by [0-9.]+ % to [0-9.]+ % more texts that brought/),
      "\(after.notes)")
    #expect(after.output.contains(" of \(warm.count): "))

    try program.drop("listings/acme/stock-2.csv", Self.stock(440..<480))
    #expect(try Self.run(program).code == 0)
    let later = Self.authors(server).filter { !authors.keys.contains($0.key) }
    #expect(later.count == 40 && later.values.allSatisfy { $0 == "warm" })
  }

  private static func prepare(_ program: Program, _ server: LoopbackServer) throws {
    let rules = program.root / "rules"
    for folder in ["models", "prompts"] { try Directory.make(rules / Path(folder)) }
    let models = """
      models:
        small:
          {protocol: openai, url: "\(server.url)", model: m, price: {input: 0, output: 0}}

      """
    try FileWriter.write(Array(models.utf8), to: rules / "models/models.yaml")
    try FileWriter.write(Array(rule.utf8), to: rules / "01-models.yaml")
    for variant in ["cool", "warm"] {
      let prompt = "== task\nIn \(variant) words:\n{lines}\n\n== repair\n{faults}\n"
      try FileWriter.write(Array(prompt.utf8), to: rules / Path("prompts/home.\(variant).txt"))
    }
  }

  private static func stock(_ numbers: Range<Int>) -> String {
    "reference,title,type,price,currency,location,bedrooms,bathrooms,area,for\n"
      + numbers.map { number in
        let area = 80 + number % 97
        return "R-\(number),Flat \(number),Flat,\(area * 1000 + number),USD,Hillside,3,2,"
          + "\(area) sqm,sale\n"
      }.joined()
  }

  private static func run(_ program: Program) throws -> Program.Result {
    try program.run(["run", "--once", "--settle", "0.2"])
  }

  /// What a model answers that joins its lines.
  private static func text(_ request: LoopbackServer.Request) -> [LoopbackServer.Step] {
    guard let (area, price, _) = facts(request) else {
      return LoopbackServer.answer(400, "{}")
    }
    let text =
      "This flat is for sale in Hillside. It has 3 bedrooms and 2 bathrooms, and a floor area of "
      + "\(area) m². The price is \(price)."
    let content = #"{\"text\": \"\#(text)\"}"#
    let data = #"{"choices":[{"delta":{"content":"\#(content)"},"finish_reason":"stop"}]}"#
    return LoopbackServer.answer(200, "data: \(data)\n\n", type: "text/event-stream")
  }

  /// The last three figures of a price are the listing's number.
  private static func facts(
    _ request: LoopbackServer.Request
  ) -> (area: Substring, price: Substring, reference: String)? {
    request.text.firstMatch(of: /area (\d+) m².*price (\$\d+,(\d+))/).map {
      ($0.1, $0.2, "R-\(Int($0.3) ?? 0)")
    }
  }

  /// With which variant each listing was asked for.
  private static func authors(_ server: LoopbackServer) -> [String: String] {
    var authors: [String: String] = [:]
    for request in server.requests {
      guard let (_, _, reference) = facts(request) else { continue }
      authors[reference] = request.text.contains("In warm words") ? "warm" : "cool"
    }
    return authors
  }
}
