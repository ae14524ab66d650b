import Accounts
import Foundation
import Pages

/// Who may sign in, and what each may do.
struct PeoplePage: HTML {
  let accounts: [Account]
  /// A link by which somebody chooses a password; shown once.
  let link: (name: String, address: String)?
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("People"), words("Who may sign in, and what each may see and do."))
    if let link {
      div(.class("note good"), .role("status")) {
        Sign("good", words)
        div {
          p {
            words(
              "Give this link to %1. It works once, for a day, and is not shown again.", link.name)
          }
          pre(.class("code")) { link.address }
        }
      }
    }
    ul(.class("cards")) { ForEach(accounts) { card($0) } }
    Part("new", words("Somebody new")) {
      PostForm("/people", context) {
        div(.class("panel form-grid")) {
          Field("name", words("Name"), .text)
          Choice("role", words("Role"), roles, chosen: "viewer")
          BusinessField(scope: .all, id: "new", words: words)
          div(.class("actions")) { button(.type("submit")) { words("Invite") } }
        }
      }
    }
  }

  private var roles: [(String, String)] {
    [
      ("viewer", words("looks")), ("operator", words("decides about files")),
      ("admin", words("manages everything")),
    ]
  }

  private func card(_ account: Account) -> some HTML {
    li(.class("card"), .id("person-\(account.id)")) {
      h2 {
        account.name
        " "
        if account.isDisabled { span(.class("badge attention")) { words("locked out") } }
      }
      dl(.class("facts")) {
        Fact(words("Role")) { account.role.title(words) }
        Fact(words("Sees")) {
          account.scope.names?.joined(separator: ", ") ?? words("all businesses")
        }
        Fact(words("Second factor")) { account.hasSecondFactor ? words("yes") : words("no") }
        Fact(words("Since")) { Moment(Date(timeIntervalSince1970: account.created), context) }
      }
      details(.id("change-\(account.id)")) {
        summary { words("Change") }
        PostForm("/people/\(account.id)", context) {
          input(.type("hidden"), .name("was"), .value(account.rights))
          label(.for("role-\(account.id)")) { words("Role") }
          select(.id("role-\(account.id)"), .name("role")) {
            for role in roles {
              option(.value(role.0), .selected.when(role.0 == account.role.rawValue)) { role.1 }
            }
          }
          BusinessField(scope: account.scope, id: String(account.id), words: words)
          div(.class("actions")) {
            button(.type("submit"), .name("do"), .value("change")) { words("Keep") }
            button(.type("submit"), .name("do"), .value("link"), .class("quiet")) {
              words("New password by link")
            }
            button(
              .type("submit"), .name("do"), .value(account.isDisabled ? "unlock" : "lock"),
              .class("quiet")
            ) { account.isDisabled ? words("Let in again") : words("Lock out") }
            if account.hasSecondFactor {
              button(.type("submit"), .name("do"), .value("no-code"), .class("quiet")) {
                words("Switch the second factor off")
              }
            }
          }
        }
      }
    }
  }
}

extension Account {
  /// What it may, as one text: so that who changes it is known to have seen it.
  var rights: String { "\(role.rawValue) \(scope.names.map { "\($0)" } ?? "all")" }
}

/// The businesses that somebody may see.
private struct BusinessField: HTML {
  let scope: BusinessScope
  let id: String
  let words: Words

  func write(_ writer: inout HTMLWriter) {
    div {
      label(.for("businesses-\(id)")) { words("Businesses, one on each line; empty for all") }
      textarea(.id("businesses-\(id)"), .name("businesses"), .rows(3)) {
        "\n" + (scope.names?.joined(separator: "\n") ?? "")
      }
    }.write(&writer)
  }
}

/// What people did.
struct AuditPage: HTML {
  let entries: [AuditEntry]
  let next: Int?
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("Audit"), words("Every change that somebody made, and every sign-in."))
    ScrollTable(words("Audit"), isStacked: true) {
      thead {
        tr {
          th(.scope("col")) { words("When") }
          th(.scope("col")) { words("Who") }
          th(.scope("col")) { words("What") }
          th(.scope("col")) { words("To what") }
          th(.scope("col")) { words("Details") }
          th(.scope("col")) { words("From") }
        }
      }
      tbody {
        ForEach(entries) { entry in
          tr {
            td { Moment(Date(timeIntervalSince1970: entry.time), context) }
            th(.scope("row")) { entry.origin.name.isEmpty ? "–" : entry.origin.name }
            td { code { entry.action } }
            td { entry.subject }
            td(.class("value")) { entry.detail }
            td { entry.origin.address }
          }
        }
      }
    }
    if let next {
      nav(.class("pager"), .ariaLabel(words("Further pages"))) {
        a(.href(Link("/audit?before=\(next)")), .rel("next")) { words("Earlier →") }
      }
    }
  }
}
