package import Accounts
import Agents
import Foundation
import HTTPServer
import Pages
package import Web

/// The pages of the daemon: what is shown, and where.
package struct DashboardPages: WebPages {
  let services: DashboardServices

  package static let assets = Assets([
    Assets.File(
      name: "dashboard.css", type: "text/css; charset=utf-8",
      bytes: PackageResources.dashboard_css),
    Assets.File(
      name: "dashboard.js", type: "text/javascript; charset=utf-8",
      bytes: PackageResources.dashboard_js),
    Assets.File(
      name: "icon.svg", type: "image/svg+xml", bytes: PackageResources.icon_svg),
  ])

  package init(_ services: DashboardServices) { self.services = services }

  package var routes: [WebRoute] {
    overviewRoutes + pipelineRoutes + itemRoutes + resultRoutes + viewRoutes + itemActionRoutes
      + workerRoutes + ruleRoutes + agentRoutes + toolRoutes + runningRoutes + settingsRoutes
      + secondFactorRoutes + peopleRoutes
  }

  // MARK: What the application shows by itself

  package func login(_ form: LoginForm) -> [UInt8] {
    rendered(LoginPage(form: form, context: context()))
  }

  package func welcome(_ form: WelcomeForm) -> [UInt8] {
    rendered(WelcomePage(form: form, context: context()))
  }

  package func problem(
    _ problem: Problem, for viewer: Viewer?, request id: String
  ) -> [UInt8] {
    guard viewer != nil else { return Self.door(problem, request: id, context()) }
    let context = context(of: viewer)
    let content = ProblemPage(problem: problem, requestID: id, context: context)
    return Document(problem.title, nil, context) { content }.bytes()
  }

  /// What anybody sees while nothing can be answered.
  @Sendable package static func closed(_ problem: Problem, request id: String) -> [UInt8] {
    door(problem, request: id, PageContext(now: Date(), files: files))
  }

  private static func door(
    _ problem: Problem, request id: String, _ context: PageContext
  ) -> [UInt8] {
    DoorPage(problem.title, context) {
      ProblemPage(problem: problem, requestID: id, context: context, hasTitle: false)
    }.bytes
  }

  private func rendered(_ page: some HTML) -> [UInt8] {
    var writer = HTMLWriter()
    page.write(&writer)
    return writer.withBytes { Array($0) }
  }

  // MARK: A page

  private static let files = PageContext.Files(
    stylesheet: asset("dashboard.css"), script: asset("dashboard.js"), icon: asset("icon.svg"))

  private static func asset(_ name: String) -> Link {
    guard let link = Link(assets.path(name)) else { preconditionFailure("an asset has an address") }
    return link
  }

  func context(of viewer: Viewer? = nil) -> PageContext {
    var context = PageContext(now: services.now(), files: Self.files)
    context.position = services.events.position
    guard let viewer else { return context }
    let settings = viewer.settings
    context.words = Words.of(settings["language"])
    context.userName = viewer.name
    context.roleName = viewer.role.title(context.words)
    context.mayDecide = viewer.role >= .operator
    context.mayManage = viewer.role >= .admin && viewer.scope == .all
    context.mayPurge = viewer.role >= .admin
    context.formToken = viewer.formToken
    context.theme = settings["theme"].flatMap(PageContext.Theme.init) ?? .system
    context.times = settings["times"].flatMap(PageContext.Times.init) ?? .relative
    context.hasShortcuts = settings["keys"] != "off"
    context.refreshSeconds = settings["refresh"].flatMap(Int.init) ?? 5
    context.visibleBusinesses = viewer.scope.names
    context.views = SavedView.all(in: settings)
    return context
  }

  /// What every page of a visit knows.
  func context(of visit: Visit) async throws -> PageContext {
    var context = context(of: visit.viewer)
    // What answers a form is no place to come back to: its address takes forms alone, or shows
    // something else.
    if visit.request.method.isSafe {
      context.address = visit.request.target
    } else {
      context.isStill = true
    }
    if visit.fragment == nil {
      context.notes = visit.takeFlashes().map { flash in
        let kind: PageContext.Note.Kind =
          switch flash.kind {
          case .success: .good
          case .notice: .attention
          case .failure: .failed
          }
        return PageContext.Note(kind: kind, text: flash.text)
      }
    }
    context.waiting = try await waitingCount(visit.viewer)
    return context
  }

  /// The whole page, or the part that a script asks for.
  func page(
    _ title: String, _ section: Section?, _ context: PageContext, _ visit: Visit,
    @HTMLBuilder content: () -> some HTML
  ) -> Response {
    let document = Document(title, section, context, content: content)
    return .html(document.bytes(isFragment: visit.fragment != nil))
  }

  func page(
    _ section: Section, _ context: PageContext, _ visit: Visit,
    @HTMLBuilder content: () -> some HTML
  ) -> Response {
    page(section.title(context.words), section, context, visit, content: content)
  }
}

extension Role {
  func title(_ words: Words) -> String {
    switch self {
    case .viewer: words("looks")
    case .operator: words("decides about files")
    case .admin: words("manages everything")
    }
  }
}
