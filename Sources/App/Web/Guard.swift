import Accounts
import Cryptography
import HTTPServer

/// Whether a request may be what it says: the host, the page it was sent from, the form's token.
struct Guard: Sendable {
  let configuration: WebConfiguration

  /// - Throws: ``Problem`` (421) for a name that is not this machine's.
  func checkHost(_ request: Request) throws(Problem) {
    guard configuration.isForThisMachineOnly else { return }
    let host = request.headers["Host"] ?? ""
    let name =
      host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
    if !["localhost", "127.0.0.1", "::1"].contains(name.lowercased()) {
      throw Problem(
        421, "Wrong host", "This server answers to the names of this machine only.",
        hint: "Behind a proxy, start it with --proxy.")
    }
  }

  /// A page of another site may not send what changes something: it comes from our own, or from no
  /// page at all and then with a token.
  ///
  /// - Throws: ``Problem`` (403).
  func checkSameOrigin(_ request: Request) throws(Problem) {
    if let site = request.headers["Sec-Fetch-Site"] {
      if site == "same-origin" { return }
      throw .forbidden("The request was sent from another site.")
    }
    guard let origin = request.headers["Origin"], let host = request.headers["Host"],
      let authority = origin.split(separator: "/", omittingEmptySubsequences: true).last,
      origin.contains("://"), authority == host
    else { throw .forbidden("The request does not say that it was sent from a page of this site.") }
  }

  /// - Throws: ``Problem`` (403).
  static func checkToken(_ sent: String?, of viewer: Viewer) throws(Problem) {
    guard let sent, !viewer.formToken.isEmpty,
      ConstantTime.isEqual(Array(sent.utf8), Array(viewer.formToken.utf8))
    else {
      throw .forbidden(
        "The form is from another session.",
        hint: "Go back, load the page again, and send it again.")
    }
  }

  /// Whether the client speaks TLS. A proxy of ours does it with its clients, unless it says that
  /// it did not: links that hold a secret must never be sent in the clear.
  func isSecure(_ request: Request) -> Bool {
    guard configuration.proxies.contains(request.remoteAddress) else { return request.isSecure }
    let scheme = request.headers.all("X-Forwarded-Proto").last?.split(separator: ",").last
    return scheme?.drop { $0 == " " }.lowercased() != "http"
  }

  /// The client's own address: of what proxies say, the last that no proxy of ours is.
  func address(of request: Request) -> String {
    guard configuration.proxies.contains(request.remoteAddress) else {
      return request.remoteAddress
    }
    let hops = request.headers.all("X-Forwarded-For").joined(separator: ",").split(separator: ",")
      .map { $0.drop { $0 == " " } }.map { String($0.prefix { $0 != " " }) }
    return hops.last { !configuration.proxies.contains($0) } ?? request.remoteAddress
  }
}
