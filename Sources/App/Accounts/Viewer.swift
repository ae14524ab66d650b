/// Who asks, and what that one may do and see.
package struct Viewer: Sendable, Equatable {
  /// How it was proved.
  package enum Proof: Sendable, Equatable {
    case none
    /// By the public number of the session.
    case session(String)
    case token(Int)
  }

  package let accountID: Int
  package let name: String
  package let role: Role
  package let scope: BusinessScope
  package let proof: Proof
  /// What each form must send along as `_csrf`: only pages of this session know it.
  package let formToken: String
  /// What this person has chosen, by the names that the pages give.
  package let settings: [String: String]

  package init(
    accountID: Int, name: String, role: Role, scope: BusinessScope, proof: Proof,
    formToken: String = "", settings: [String: String] = [:]
  ) {
    self.accountID = accountID
    self.name = name
    self.role = role
    self.scope = scope
    self.proof = proof
    self.formToken = formToken
    self.settings = settings
  }

  /// The token that was shown; nil where none was.
  package var tokenID: Int? { if case .token(let id) = proof { id } else { nil } }

  /// Whether this person sees what somebody began with many items: its own, and all who sees all.
  package func seesActions(of name: String) -> Bool { scope == .all || self.name == name }

  /// Somebody who has not signed in.
  package static let nobody = Viewer(
    accountID: 0, name: "", role: .viewer, scope: .only([]), proof: .none)
}
