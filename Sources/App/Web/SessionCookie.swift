import Cryptography
import HTTPServer

/// The cookie that carries a session: OWASP ASVS 5.0, 3.3. Browsers take `Secure` ones over plain
/// HTTP from this machine only, which is where plain HTTP is spoken.
enum SessionCookie {
  static let name = "__Host-session"
  private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

  static func read(_ request: Request) -> Secret? {
    request.cookies[name].map { Secret(text: $0) }
  }

  static func set(_ secret: Secret) -> String { "\(name)=\(secret.text); \(attributes)" }

  static let removal = "\(name)=; Max-Age=0; \(attributes)"
}
