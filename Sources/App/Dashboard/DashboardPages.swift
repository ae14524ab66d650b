package import Accounts
import HTTPServer
import Pages
package import Web

/// The pages of the daemon.
package struct DashboardPages: WebPages {
  package static let assets = Assets([])

  package init() {}

  package var routes: [WebRoute] {
    [
      WebRoute(.get, "/", needs: .viewer) { visit in
        .html(Self.page("Dropmill") { p { "Signed in as \(visit.viewer.name)." } })
      }
    ]
  }

  package func login(_ form: LoginForm) -> [UInt8] {
    Self.page("Sign in") {
      if let message = form.message { p(.role("alert")) { message } }
      Pages.form(.method("post"), .action(Link("/login"))) {
        input(.type("hidden"), .name("next"), .value(form.next))
        if let waiting = form.waiting {
          input(.type("hidden"), .name("waiting"), .value(waiting))
          label { "Code " }
          input(.name("code"), .autocomplete("one-time-code"))
        } else {
          label { "Name " }
          input(.name("user"), .autocomplete("username"))
          label { "Password " }
          input(.type("password"), .name("password"), .autocomplete("current-password"))
        }
        button { "Sign in" }
      }
    }
  }

  package func welcome(_ form: WelcomeForm) -> [UInt8] {
    Self.page("Welcome") {
      if let message = form.message { p(.role("alert")) { message } }
      Pages.form(.method("post"), .action(Link("/welcome"))) {
        input(.type("hidden"), .name("token"), .value(form.token))
        if form.userName == nil {
          label { "Name " }
          input(.name("user"), .autocomplete("username"))
        }
        label { "Password " }
        input(.type("password"), .name("password"), .autocomplete("new-password"))
        label { "Again " }
        input(.type("password"), .name("again"), .autocomplete("new-password"))
        button { "Go on" }
      }
    }
  }

  package func problem(_ problem: Problem, for viewer: Viewer?, request id: String) -> [UInt8] {
    Self.page(problem.title) {
      p { problem.detail }
      if !problem.hint.isEmpty { p { problem.hint } }
    }
  }

  private static func page(_ title: String, @HTMLBuilder _ content: () -> some HTML) -> [UInt8] {
    let page = Page(PageHead(title: title)) {
    } content: {
      h1 { title }
      content()
    } footer: {
    }
    var writer = HTMLWriter()
    page.write(&writer)
    return writer.withBytes { Array($0) }
  }
}
