package import HTTPServer

/// Answers all requests with why there is nothing to see for now. It needs no database and no disk.
package struct ClosedApplication: Sendable {
  private let configuration: WebConfiguration
  private let problem: Problem
  private let assets: Assets
  private let page: @Sendable (Problem, _ request: String) -> [UInt8]

  /// - Parameters:
  ///   - problem: why; a browser asks again after its ``Problem/retryAfter``.
  ///   - page: shows a problem to a person.
  package init(
    _ configuration: WebConfiguration, _ problem: Problem, assets: Assets,
    page: @escaping @Sendable (Problem, _ request: String) -> [UInt8]
  ) {
    self.configuration = configuration
    self.problem = problem
    self.assets = assets
    self.page = page
  }

  /// The answer, whatever is asked.
  @Sendable package func answer(_ request: Request) async -> Response {
    var response = reply(request)
    SecurityHeaders.add(to: &response, for: request, configuration)
    return response
  }

  private func reply(_ request: Request) -> Response {
    do throws(Problem) {
      try Guard(configuration: configuration).checkHost(request)
    } catch {
      return error.answer(to: request) { page(error, request.id) }
    }
    if Assets.areAskedFor(by: request), let file = assets.response(to: request) { return file }
    // It lives, and is not ready.
    if request.path == ["healthz"] { return .text("ok\n") }
    var response = problem.answer(to: request) { page(problem, request.id) }
    // What was sent with a form must not be sent again without somebody's will.
    if request.method.isSafe, let seconds = problem.retryAfter {
      response.headers["Refresh"] = "\(seconds)"
    }
    return response
  }
}
