import Rules
import Testing

@testable import Listings

@Suite struct `The options of a rule` {
  @Test(arguments: [
    "currency", "columns", "header_line", "fraud_block", "style", "prompt", "snapshot",
    "site_name", "country", "channels", "channel_templates", "blm_branch", "address_precision",
  ])
  func `are known by their names`(_ name: String) {
    #expect(ListingsWorker().optionNames?.contains(name) == true)
  }

  @Test(arguments: [
    ("currency", RuleValue.text("gold")), ("columns", .flag(true)), ("snapshot", .text("yes")),
    ("year", .text("soon")), ("fraud_block", .integer(2)), ("fraud_weights", .integer(1)),
    ("style", .text("hot")), ("writing", .text("me")), ("writing", .text("hybrid")),
    ("site_name", .list([])), ("site_address", .text("homes.example")),
    ("country", .text("Nigeria")), ("contact_mail", .text("nobody")),
    ("contact_address", .flag(true)), ("channels", .text("facebook")),
    ("channel_templates", .text("name: x")), ("property_types", .text("x")),
    ("address_precision", .text("house")), ("delimiter", .text(";;")),
  ])
  func `are read when rules are checked`(_ name: String, _ value: RuleValue) throws {
    let problems = ListingsWorker().problems(in: [name: value])
    #expect(problems.map(\.option) == [name])
    #expect(!(try #require(problems.first)).description.contains("text("))
  }

  @Test func `pass when they are right`() {
    let options: [String: RuleValue] = [
      "currency": .text("NGN"), "year": .text("latest"), "snapshot": .flag(true),
      "style": .text("warm"), "site_address": .text("https://homes.example"),
      "country": .text("ng"), "columns": .list([.text("price=Ask")]),
      "fraud_weights": .text("photo=0.3"), "channels": .list([.text("meta"), .text("none")]),
      "contact_phone": .text("+234 803 000 0000"), "delimiter": .text("tab"),
      "encoding": .text("WINDOWS-1250"), "writing": .text("hybrid"), "model": .text("house"),
    ]
    #expect(ListingsWorker().problems(in: options) == [])
  }
}
