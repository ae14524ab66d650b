import Foundation
import Pages

/// Whether all parts of the program are well.
struct HealthPage: HTML {
  struct Check: Sendable {
    let tone: String
    let name: String
    let value: String
    /// What to do; empty when all is well.
    var remedy = ""
  }

  let checks: [Check]
  let facts: [(name: String, value: String)]
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("Health"), lead)
    ul(.class("checks panel")) {
      ForEach(checks) { check in
        li {
          span(.class("badge \(check.tone)")) {
            Sign(check.tone, words)
            check.tone == "good" ? words("well") : words("look")
          }
          div {
            strong { check.name }
            p { check.value }
            if !check.remedy.isEmpty { p(.class("muted")) { check.remedy } }
          }
        }
      }
    }
    Part("facts", words("Facts")) {
      dl(.class("facts panel")) {
        ForEach(facts) { fact in Fact(fact.name) { fact.value } }
      }
    }
  }

  private var lead: String {
    let bad = checks.count { $0.tone != "good" }
    return bad == 0
      ? words("All parts are well.")
      : words.count(bad, "1 part wants to be looked at.", "%1 parts want to be looked at.")
  }
}
