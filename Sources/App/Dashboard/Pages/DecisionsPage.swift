import Agents
import Foundation
import Pages
import Pipeline

/// What waits for a person: held items, and what agents ask leave for.
struct DecisionsPage: HTML {
  /// What agents ask leave for, and what came of it; the newest first.
  struct Approvals: Sendable {
    var waiting: [Approval] = []
    /// Of all of them, also those that are not shown.
    var waitingCount = 0
    var decided: [Approval] = []
  }

  let held: ItemPage
  /// The first reasons for which records of an item wait.
  let reasons: [Int: [String]]
  let approvals: Approvals
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Decisions"), words("What only a person can decide. Nothing here goes on by itself.")
    ) {
      p(.class("total")) { words.count(total, "1 waits", "%1 wait") }
    }
    if total == 0 { empty }
    if !approvals.waiting.isEmpty { asked }
    if !held.items.isEmpty { items }
    if !approvals.decided.isEmpty { decided }
  }

  private var total: Int { held.matching + approvals.waitingCount }

  private var asked: some HTML {
    Part("approvals", words("Agents ask for leave")) {
      ol(.class("cards")) {
        ForEach(approvals.waiting) { approval in
          li(.class("card"), .id("approval-\(approval.number)")) { card(approval) }
        }
      }
      if approvals.waitingCount > approvals.waiting.count {
        p {
          words(
            "%1 more are shown when these are decided.",
            words.number(approvals.waitingCount - approvals.waiting.count))
        }
      }
    }
  }

  private var decided: some HTML {
    Part("decided", words("Decided lately")) {
      ol(.class("cards")) {
        ForEach(approvals.decided) { approval in
          li(.class("card"), .id("decided-\(approval.number)")) { outcome(approval) }
        }
      }
    }
  }

  @HTMLBuilder private func outcome(_ approval: Approval) -> some HTML {
    h3 {
      "\(approval.worker)/\(approval.tool)"
      " "
      ApprovalBadge(state: approval.state, words: words)
    }
    p(.class("muted")) {
      if let name = approval.decidedBy {
        approval.state == .rejected
          ? words("Refused by %1", name) : words("Allowed by %1", name)
        " · "
      }
      Moment(approval.ended ?? approval.decided ?? approval.asked, context)
    }
    if let note = approval.note, !note.isEmpty { p { words("Note: %1", note) } }
    if let result = approval.result, !result.isEmpty { p { result } }
  }

  @HTMLBuilder private func card(_ approval: Approval) -> some HTML {
    h3 {
      "\(approval.worker)/\(approval.tool)"
      " "
      RiskBadge(risk: approval.risk, words: words)
    }
    p { approval.why }
    if !approval.preview.isEmpty { p { approval.preview } }
    dl(.class("facts")) {
      ForEach(approval.arguments.sorted { $0.key < $1.key }) { argument in
        Fact(argument.key) { argument.value.shown }
      }
      if !approval.cost.isEmpty { Fact(words("Costs")) { approval.cost } }
      Fact(words("Asked")) { Moment(approval.asked, context) }
      Fact(words("Lapses")) { Moment(approval.expires, context) }
    }
    if context.mayDecide {
      PostForm("/approvals/\(approval.number)", context) {
        NoEnter()
        label(.for("note-\(approval.number)")) { words("Note (kept with the decision)") }
        input(
          .id("note-\(approval.number)"), .name("note"), .type("text"), .maxLength(500))
        div(.class("actions")) {
          button(.type("submit"), .name("decision"), .value("approve")) { words("Allow it") }
          button(.type("submit"), .name("decision"), .value("reject"), .class("quiet")) {
            words("Refuse")
          }
        }
      }
    }
  }

  private var items: some HTML {
    Part("held", words("Files that wait for you")) {
      ol(.class("cards")) {
        ForEach(held.items) { item in
          li(.class("card"), .id("held-\(item.id)")) {
            h3 { a(.href(Address.item(item.id))) { item.name } }
            p(.class("muted")) {
              item.business
              " · "
              Moment(item.finished ?? item.received, context)
            }
            p { item.reason ?? words("It waits for your decision.") }
            if let reasons = reasons[item.id], !reasons.isEmpty {
              ul(.class("reasons")) { ForEach(reasons) { reason in li { reason } } }
            }
            if context.mayDecide {
              PostForm("/items/decide", context) {
                input(.type("hidden"), .name("id"), .value(String(item.id)))
                div(.class("actions")) {
                  a(.class("button"), .href(Address.item(item.id))) { words("Look at it") }
                  button(.type("submit"), .name("action"), .value("release"), .class("quiet")) {
                    words("Let go on")
                  }
                  button(.type("submit"), .name("action"), .value("reject"), .class("quiet")) {
                    words("Reject")
                  }
                }
              }
            }
          }
        }
      }
      if held.matching > held.items.count {
        p {
          a(.href(Link("/items?place=hold"))) {
            words("All %1, with what can be done to several at once", words.number(held.matching))
          }
        }
      }
    }
  }

  private var empty: some HTML {
    EmptyState(words("Nothing waits for you")) {
      p {
        words(
          "What only a person can judge waits here, and all else is published."
        )
      }
    }
  }
}

extension Approval {
  /// Whether it is allowed, and has not come to an end.
  var isUnderWay: Bool { state == .approved || state == .running }
}

/// What became of something that an agent asked leave for.
private struct ApprovalBadge: HTML {
  let state: Approval.State
  let words: Words

  func write(_ writer: inout HTMLWriter) {
    let (tone, text) =
      switch state {
      case .waiting: ("attention", words("waits for you"))
      case .approved, .running: ("working", words("at work"))
      case .done: ("good", words("done"))
      case .failed: ("failed", words("failed"))
      case .rejected: ("plain", words("refused"))
      case .expired: ("plain", words("lapsed"))
      case .interrupted: ("attention", words("was interrupted"))
      }
    span(.class("badge \(tone)")) { text }.write(&writer)
  }
}
