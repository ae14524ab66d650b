package import Accounts
package import HTTPServer

/// A request that may be answered: by whom it comes, and what its route made of it.
package struct Visit: Sendable {
  package let request: Request
  /// ``Accounts/Viewer/nobody`` where nobody needs to sign in.
  package let viewer: Viewer
  /// By the names in the route's pattern.
  package let parameters: [String: String]
  /// What was sent with a form; empty when nothing was.
  package let form: FormFields
  private let accounts: AccountBook
  private let box: FlashBox
  /// Of the client itself, where a proxy stands between.
  package let address: String
  /// Whether it speaks TLS, with us or with the proxy between.
  package let isSecure: Bool

  init(
    _ request: Request, _ viewer: Viewer, _ parameters: [String: String], form: FormFields,
    address: String, isSecure: Bool, accounts: AccountBook, box: FlashBox
  ) {
    self.request = request
    self.viewer = viewer
    self.parameters = parameters
    self.form = form
    self.address = address
    self.isSecure = isSecure
    self.accounts = accounts
    self.box = box
  }

  /// What of the page is asked for, when it is only a part: header `X-Fragment`.
  package var fragment: String? { request.headers["X-Fragment"] }

  /// What is to be shown, which is then forgotten. For whole pages: asked once.
  package func takeFlashes() -> [Flash] {
    guard case .session(let number) = viewer.proof else { return [] }
    return box.takeAll(of: number)
  }

  /// The usual answer to a form: go there, and say this.
  ///
  /// - Parameter target: a path of ours.
  package func redirect(to target: String, _ flash: Flash? = nil) -> Response {
    if let flash, case .session(let number) = viewer.proof { box.add(flash, to: number) }
    return .redirect(to: OwnPath(target)?.text ?? "/")
  }

  /// Whether a form that the handler reads itself comes from this session.
  ///
  /// - Throws: ``Problem`` (403).
  package func checkToken(_ sent: String?) throws {
    if case .token = viewer.proof { return }
    try Guard.checkToken(sent ?? request.headers["X-CSRF-Token"], of: viewer)
  }

  /// Who acts, for what keeps it.
  package var origin: Origin {
    Origin(
      accountID: viewer.accountID == 0 ? nil : viewer.accountID, name: viewer.name,
      address: address, request: request.id)
  }

  /// Keeps in the audit log what was done: every action that changes something says so.
  ///
  /// - Parameter action: `item.retry`, `rules.write`.
  package func audit(_ action: String, _ subject: String, _ detail: String = "") async throws {
    try await accounts.record(action, subject, detail, origin)
  }
}
