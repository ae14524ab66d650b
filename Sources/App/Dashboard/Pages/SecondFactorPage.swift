import Cryptography
import Pages

/// Where a person switches the second factor on or off.
struct SecondFactorPage: HTML {
  /// One that is offered; nil where it is on already.
  let secret: [UInt8]?
  let message: String?
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Second factor"),
      words("Beside the password, a code is asked for that only your telephone knows."))
    if let message {
      div(.class("note failed"), .role("alert")) {
        Sign("failed", words)
        p { message }
      }
    }
    if let secret { offer(secret) } else { removal }
  }

  private func offer(_ secret: [UInt8]) -> some HTML {
    let address = OneTimeCode(secret: secret).address(
      issuer: "Dropmill", account: context.userName)
    return div(.class("panel second-factor")) {
      if let code = QRCode(address) {
        QRCodeView(code, name: words("The same secret as a picture"))
      }
      div {
        ol(.class("steps")) {
          li { words("Open an app for one-time codes on your telephone, and let it read this.") }
          li {
            words("Or type this secret there:")
            " "
            code(.class("secret"), .data(DataName("data-copy"), Base32.text(secret))) {
              Self.grouped(Base32.text(secret))
            }
          }
          li { words("Type the code that it shows, and your password.") }
        }
        PostForm("/settings/second-factor", context) {
          input(.type("hidden"), .name("secret"), .value(Base32.text(secret)))
          div(.class("form-grid")) {
            Field("code", words("The code of six digits"), .code)
            Field("current", words("Your password"), .password("current-password"))
            div(.class("actions")) {
              button(.type("submit")) { words("Switch it on") }
            }
          }
        }
      }
    }
  }

  private var removal: some HTML {
    div(.class("panel")) {
      p {
        span(.class("badge good")) {
          Sign("good", words)
          words("on")
        }
        " "
        words("At each sign-in you are asked for a code.")
      }
      PostForm("/settings/second-factor", context) {
        div(.class("form-grid")) {
          Field("code", words("The code of six digits"), .code)
          Field("current", words("Your password"), .password("current-password"))
          div(.class("actions")) {
            button(.type("submit"), .class("quiet danger")) { words("Switch it off") }
          }
        }
      }
    }
  }

  /// `ABCD EFGH …`, which is easier to type.
  private static func grouped(_ text: String) -> String {
    stride(from: 0, to: text.count, by: 4).map { text.dropFirst($0).prefix(4) }
      .joined(separator: " ")
  }
}
