import Accounts
import Pages
import Web

/// A page without navigation, for those who have not signed in.
struct DoorPage<Content: HTML>: HTML {
  private let title: String
  private let context: PageContext
  private let content: Content

  init(_ title: String, _ context: PageContext, @HTMLBuilder content: () -> Content) {
    self.title = title
    self.context = context
    self.content = content()
  }

  func write(_ writer: inout HTMLWriter) {
    HTMLStart(context: context, title: title).write(&writer)
    main(.id("content"), .class("door"), .tabindex(-1)) {
      p(.class("brand")) { "Dropmill" }
      h1 { title }
      content
    }.write(&writer)
    writer.markup("</body>\n</html>\n")
  }

  var bytes: [UInt8] {
    var writer = HTMLWriter()
    write(&writer)
    return writer.withBytes { Array($0) }
  }
}

/// Name and password, or the code behind them.
struct LoginPage: HTML {
  let form: LoginForm
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) {
    DoorPage(words("Sign in"), context) {
      if let message = form.message { Objection(text: message, words: words) }
      Pages.form(.method("post"), .action(Link("/login"))) {
        input(.type("hidden"), .name("next"), .value(form.next))
        if let waiting = form.waiting {
          input(.type("hidden"), .name("waiting"), .value(waiting))
          Field("code", words("The code from your device"), .code)
        } else {
          Field("user", words("Name"), .name)
          Field("password", words("Password"), .password("current-password"))
        }
        button(.type("submit")) { words("Sign in") }
      }
    }.write(&writer)
  }
}

/// Behind a one-time link: who chooses a name and a password.
struct WelcomePage: HTML {
  let form: WelcomeForm
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) {
    DoorPage(words("Welcome"), context) {
      p {
        form.userName.map { words("Choose a password for %1.", $0) }
          ?? words(
            "You are the first here, and will manage everything. Choose a name and a password.")
      }
      if let message = form.message { Objection(text: message, words: words) }
      Pages.form(.method("post"), .action(Link("/welcome"))) {
        input(.type("hidden"), .name("token"), .value(form.token))
        if form.userName == nil { Field("user", words("Name"), .name) }
        Field(
          "password",
          words(
            "Password, of at least %1 characters; %2 are better",
            String(PasswordRules.charactersMin), String(PasswordRules.charactersAdvised)),
          .password("new-password"))
        p(.class("muted")) { words("Four words in a row make a good one.") }
        Field("again", words("The password again"), .password("new-password"))
        button(.type("submit")) { words("Go on") }
      }
    }.write(&writer)
  }
}

/// Why something was not done.
private struct Objection: HTML {
  let text: String
  let words: Words

  func write(_ writer: inout HTMLWriter) {
    div(.class("note failed"), .role("alert")) {
      Sign("failed", words)
      p { text }
    }.write(&writer)
  }
}

/// What went wrong, and what to do.
struct ProblemPage: HTML {
  let problem: Problem
  let requestID: String
  let context: PageContext
  /// Where the page around it does not say what happened.
  var hasTitle = true

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    div(.class("empty problem")) {
      p(.class("eyebrow")) { String(problem.status) }
      if hasTitle { h1 { problem.title } }
      p { problem.detail }
      if !problem.hint.isEmpty { p { problem.hint } }
      for fault in problem.errors {
        p {
          code { fault.pointer }
          " "
          fault.detail
        }
      }
      if problem.status == 401 {
        p { a(.href(Link("/login"))) { words("Sign in") } }
      } else {
        p { a(.href(Link("/"))) { words("To the overview") } }
      }
      p(.class("muted")) { words("Request %1", requestID) }
    }
  }
}
