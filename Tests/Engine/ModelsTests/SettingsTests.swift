import Chats
import Rules
import Testing

@testable import Models

@Suite struct `The file of models` {
  @Test func `names models, keys, limits and budgets`() throws {
    let (settings, faults) = read(
      """
      models:
        small:
          protocol: openai
          url: http://127.0.0.1:8080/v1
          model: smollm2
          price: {input: 0, output: 0}
          answer_tokens: 300
          temperature: 0
          next: cheap
        cheap:
          protocol: anthropic
          model: claude-haiku-4-5-20251001
          key: credential:anthropic
          requests_per_minute: 50
          parallel: 2
          timeout: 90s
      budgets:
        day: 2.50
        businesses: {acme: {month: 20}}
      answer_days: 30
      """)
    #expect(faults.isEmpty)
    let small = try #require(settings.provider("small"))
    #expect(small.temperature == 0 && !small.thinks && small.answerTokensMax == 300)
    #expect(small.url == "http://127.0.0.1:8080/v1" && small.key == nil && small.price.input == 0)
    let cheap = try #require(settings.provider("cheap"))
    #expect(cheap.key == .credential("anthropic") && cheap.price.output == 5)
    #expect(cheap.url == "https://api.anthropic.com/v1" && cheap.requestsPerMinute == 50)
    #expect(cheap.callsMax == 2 && cheap.timeout == .seconds(90))
    #expect(settings.chain(from: "small").map(\.name) == ["small", "cheap"])
    #expect(settings.budgets.day == 2_500_000 && settings.answerDays == 30)
    #expect(settings.budgets.businesses["acme"]?.month == 20_000_000)
  }

  @Test(arguments: [
    ("{protocol: openai, model: gpt-5-mini}", true), ("{protocol: openai, model: gpt-4o}", false),
    ("{protocol: openai, model: gpt-5, thinks: false}", false),
    ("{protocol: gemini, model: gemini-2.5-flash, thinks: true}", true),
  ])
  func `knows which of OpenAI's models think, and is told of others`(
    _ entry: String, _ thinks: Bool
  ) throws {
    let (settings, faults) = read("models: {a: \(entry)}")
    let model = try #require(settings.provider("a"), "\(faults)")
    #expect(model.thinks == thinks && model.answerTokensMax == (thinks ? 4000 : 400))
  }

  private static let faulty = [
    ("models: {a: {protocol: openai, model: unheard-of}}", "is not known, so nothing"),
    ("models: {a: {protocol: telnet, model: m}}", "there is no protocol “telnet”"),
    ("models: {a: {protocol: openai}}", "has no “model”"),
    ("models: {a: {protocol: openai, model: gpt-5, key: sk-canary}}", "never written here"),
    ("models: {a: {protocol: openai, model: gpt-5, colour: red}}", "no setting “colour”"),
    ("models: {a: {protocol: openai, model: gpt-5, price: 3}}", "a price says"),
    ("models: {a: {protocol: openai, model: m, price: {input: 1e17, output: 1}}}", "a price says"),
    (
      "models: {a: {protocol: openai, model: m, price: {input: 1, output: 1, cached: -1}}}",
      "a price says"
    ),
    ("models: {rules: {protocol: openai, model: gpt-5}}", "without a model"),
    ("models: {a: {protocol: openai, model: gpt-5, timeout: 90}}", "a time from 1s to 1h"),
    ("models: {a: {protocol: openai, model: gpt-5, temperature: warm}}", "a number from 0 to 2"),
    ("models: {a: {protocol: openai, model: gpt-5, parallel: 0}}", "a whole number from 1"),
    ("budgets: {day: much}", "a number of dollars"), ("budgets: {week: 3}", "no budget “week”"),
    ("budgets: {businesses: {acme: {dya: 3}}}", "a business has no budget “dya”"),
    ("budgets: {businesses: {acme: 3}}", "a budget has a name"),
    ("budgets: {businesses: 3}", "a budget has a name"), ("budgets: 3", "a budget has a name"),
    ("models: {a: {protocol: openai, model: gpt-5, next: b}}", "“next” of a names no model"),
    ("models: {a: {protocol: openai, model: gpt-5, next: [a]}}", "“next” of a names no model"),
    ("models: {a: {protocol: openai, model: gpt-5, schema: maybe}}", "true or false"),
    ("models: {a: {protocol: openai, model: gpt-5, thinks: 1}}", "true or false"),
    (
      "models: {a: {protocol: openai, model: m, price: {input: 1, output: 1, cashed: 1}}}",
      "a price has no part “cashed”"
    ),
    ("colours: {}", "no part “colours”"), ("answer_days: 0", "a whole number from 1"),
  ]

  @Test(arguments: faulty)
  func `says what is wrong with it`(_ text: String, _ message: String) {
    let faults = read(text).faults
    #expect(faults.count == 1 && faults[0].message.contains(message), "\(faults)")
    #expect(!"\(faults)".contains("canary"))
  }

  @Test func `of one model alone is the same in all else`() {
    let all = read(
      """
      models:
        a: {protocol: openai, model: gpt-5, next: b}
        b: {protocol: openai, model: gpt-4o}
      budgets: {day: 1}
      answer_days: 400
      """)
    #expect(all.faults.isEmpty)
    let one = all.settings.only("a")
    #expect(one.chain(from: "a").map(\.name) == ["a"] && one.provider("b") == nil)
    #expect(one.answerDays == 400 && one.budgets == all.settings.budgets)
  }

  @Test func `lets nothing be spent under a budget that cannot be read`() {
    #expect(read("budgets:\n  day: 2,50").settings.budgets.day == 0)
    #expect(read("budgets: 3").settings.budgets.day == 0)
    #expect(read("budgets: {businesses: {acme: 3}}").settings.budgets.businesses["acme"]?.day == 0)
  }

  @Test func `knows prices with their date and source`() {
    #expect(!PriceList.shipped.date.isEmpty && !PriceList.shipped.source.isEmpty)
    #expect(PriceList.shipped.price(.openai, "gpt-4o-mini-2024-07-18")?.input == 0.15)
    #expect(PriceList.shipped.price(.openai, "gpt-4o-minimal") == nil)
    #expect(PriceList.shipped.price(.gemini, "gpt-4o-mini") == nil)
    let price = ModelPrice(input: 1, output: 2, cached: 0.5)
    #expect(price.cost(.init(input: 10, output: 3, cached: 4)) == 14)
    #expect(price.cost(.init(input: .max, output: .max)) == 1_000_000_000_000_000)
  }

  @Test(arguments: [(0, "$0.00"), (1_250_000, "$1.25"), (420, "$0.00042"), (1, "$0.000001")])
  func `tells amounts as people write them`(_ millionths: Int, _ text: String) {
    #expect(Dollars.text(millionths) == text)
  }

  private func read(_ text: String) -> (settings: ModelSettings, faults: [RuleFault]) {
    ModelSettings.read(RuleFile(name: "models/models.yaml", text: Array(text.utf8)))
  }
}
