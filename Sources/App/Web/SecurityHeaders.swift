import HTTPServer

/// What every answer says to the browser: OWASP ASVS 5.0, 3.4.
enum SecurityHeaders {
  /// No inline script or style, nothing from elsewhere, in no frame.
  private static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "font-src 'self'", "manifest-src 'self'", "form-action 'self'",
    "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
  ].joined(separator: "; ")

  /// A handler's own value wins.
  static func add(
    to response: inout Response, for request: Request, _ configuration: WebConfiguration
  ) {
    response.headers.setDefault("Content-Security-Policy", policy)
    response.headers.setDefault("X-Content-Type-Options", "nosniff")
    response.headers.setDefault("Referrer-Policy", "same-origin")
    response.headers.setDefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setDefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setDefault(
      "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
    response.headers.setDefault("Cache-Control", "private, no-store")
    response.headers.setDefault("X-Request-Id", request.id)
    if request.isSecure || !configuration.proxies.isEmpty {
      response.headers.setDefault("Strict-Transport-Security", "max-age=31536000")
    }
  }
}
