import Accounts
import Foundation
import Pages

/// What a person chooses for themselves, and where they are signed in.
struct SettingsPage: HTML {
  struct SessionEntry: Sendable {
    let number: String
    let begun: Date
    let seen: Date
    let address: String
    let agent: String
    let isThis: Bool
  }

  struct TokenEntry: Sendable {
    let id: Int
    let name: String
    let role: String
    let expires: Date
    let used: Date?
  }

  let sessions: [SessionEntry]
  let tokens: [TokenEntry]
  let roles: [String]
  /// A token that was made just now; shown once.
  let newToken: String?
  let hasSecondFactor: Bool
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("Settings"), words("They are yours alone, and follow you to every browser."))
    looks
    password
    secondFactor
    sessionPart
    tokenPart
  }

  private var looks: some HTML {
    Part("looks", words("How pages look")) {
      PostForm("/settings", context) {
        div(.class("panel form-grid")) {
          Choice(
            "theme", words("Colours"),
            [
              ("system", words("as the device has them")), ("light", words("light")),
              ("dark", words("dark")),
            ], chosen: context.theme.rawValue)
          Choice(
            "language", words("Language"), [("en", "English"), ("de", "Deutsch")],
            chosen: context.words.language)
          Choice(
            "times", words("Times"),
            [
              ("relative", words("how long ago")), ("local", words("the time here")),
              ("utc", words("the world's time (UTC)")),
            ], chosen: context.times.rawValue)
          Choice(
            "refresh", words("Look again, where changes are not heard of"),
            [
              ("1", words("each second")), ("5", words("every 5 seconds")),
              ("15", words("every 15 seconds")), ("0", words("never")),
            ], chosen: String(context.refreshSeconds))
          Choice(
            "keys", words("Shortcuts of single keys"),
            [("on", words("on")), ("off", words("off"))],
            chosen: context.hasShortcuts ? "on" : "off")
          div(.class("actions")) { button(.type("submit")) { words("Keep") } }
        }
      }
    }
  }

  private var password: some HTML {
    Part("password", words("Password")) {
      PostForm("/settings/password", context) {
        div(.class("panel form-grid")) {
          Field("current", words("The password until now"), .password("current-password"))
          Field(
            "password",
            words(
              "The new one, of at least %1 characters; %2 are better",
              String(PasswordRules.charactersMin), String(PasswordRules.charactersAdvised)),
            .password("new-password"))
          Field("again", words("The new one again"), .password("new-password"))
          div(.class("actions")) { button(.type("submit")) { words("Change it") } }
        }
      }
    }
  }

  private var secondFactor: some HTML {
    Part("second-factor", words("Second factor")) {
      div(.class("panel")) {
        p {
          if hasSecondFactor {
            span(.class("badge good")) {
              Sign("good", words)
              words("on")
            }
            " "
            words("At each sign-in you are asked for a code.")
          } else {
            words("Beside the password, a code is asked for that only your telephone knows.")
          }
        }
        p {
          a(.class("button quiet"), .href(Link("/settings/second-factor"))) {
            hasSecondFactor ? words("Switch it off") : words("Switch it on")
          }
        }
      }
    }
  }

  private var sessionPart: some HTML {
    Part("sessions", words("Where you are signed in")) {
      ul(.class("entries panel")) {
        ForEach(sessions) { session in
          li(.id("session-\(session.number)")) {
            div {
              strong { session.agent.isEmpty ? words("an unknown browser") : session.agent }
              p(.class("muted")) {
                words("from %1, last seen", session.address)
                " "
                Moment(session.seen, context)
              }
            }
            if session.isThis {
              span(.class("badge good")) { words("this one") }
            } else {
              PostForm("/settings/sessions/end", context) {
                input(.type("hidden"), .name("number"), .value(session.number))
                button(.type("submit"), .class("quiet")) { words("End it") }
              }
            }
          }
        }
      }
    }
  }

  private var tokenPart: some HTML {
    Part("tokens", words("Keys for programs")) {
      if let newToken {
        div(.class("note good"), .role("status")) {
          Sign("good", words)
          div {
            p { words("Copy this key now: it is not shown again.") }
            pre(.class("code")) { newToken }
          }
        }
      }
      if !tokens.isEmpty {
        ul(.class("entries panel")) {
          ForEach(tokens) { token in
            li(.id("token-\(token.id)")) {
              div {
                strong { token.name }
                p(.class("muted")) {
                  token.role
                  " · "
                  words("ends")
                  " "
                  Moment(token.expires, context)
                }
              }
              PostForm("/settings/tokens/remove", context) {
                input(.type("hidden"), .name("id"), .value(String(token.id)))
                button(.type("submit"), .class("quiet")) { words("Remove") }
              }
            }
          }
        }
      }
      PostForm("/settings/tokens", context) {
        div(.class("panel form-grid")) {
          Field("name", words("Name of the program"), .text)
          Choice("role", words("May"), roles.map { ($0, $0) }, chosen: roles.first ?? "")
          Choice(
            "days", words("For"),
            [("30", words("30 days")), ("90", words("90 days")), ("365", words("a year"))],
            chosen: "90")
          div(.class("actions")) { button(.type("submit")) { words("Make a key") } }
        }
      }
    }
  }
}

/// A labelled field.
struct Field: HTML {
  enum Kind {
    case text
    case password(String)
    case code
    case name
  }

  let name: String
  let title: String
  let kind: Kind
  var value = ""

  init(_ name: String, _ title: String, _ kind: Kind, value: String = "") {
    self.name = name
    self.title = title
    self.kind = kind
    self.value = value
  }

  func write(_ writer: inout HTMLWriter) {
    div {
      label(.for("field-\(name)")) { title }
      switch kind {
      case .text:
        input(.id("field-\(name)"), .name(name), .type("text"), .value(value), .required)
      case .name:
        input(
          .id("field-\(name)"), .name(name), .type("text"), .value(value), .required,
          .autocomplete("username"), .spellcheck("false"))
      case .password(let purpose):
        input(
          .id("field-\(name)"), .name(name), .type("password"), .required, .autocomplete(purpose),
          .data(DataName("data-caps"), ""))
      case .code:
        input(
          .id("field-\(name)"), .name(name), .type("text"), .required, .inputMode("numeric"),
          .autocomplete("one-time-code"))
      }
    }.write(&writer)
  }
}
