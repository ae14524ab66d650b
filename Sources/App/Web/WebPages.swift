package import Accounts

/// What the application shows by itself: drawn by whoever draws the pages.
package protocol WebPages: Sendable {
  func login(_ form: LoginForm) -> [UInt8]
  func welcome(_ form: WelcomeForm) -> [UInt8]
  func problem(_ problem: Problem, for viewer: Viewer?, request id: String) -> [UInt8]
}

/// The page at `/login`, which sends `user`, `password`, `next`; or `code`, `waiting`, `next`.
package struct LoginForm: Sendable {
  /// Where to go afterwards; a hidden field.
  package let next: String
  /// Not nil: the password was right, and only the code is asked for. A hidden field.
  package let waiting: String?
  /// Why it did not work.
  package let message: String?
}

/// The page of a one-time link, which sends `token`, `user` (where no name is given), `password`
/// and `again` to `/welcome`.
package struct WelcomeForm: Sendable {
  /// A hidden field.
  package let token: String
  /// Nil: the first admin, who takes one.
  package let userName: String?
  package let message: String?
}
