import CSodium

/// libsodium, made ready.
enum Sodium {
  /// The corresponding C function is `sodium_init`.
  private static let isReady = sodium_init() >= 0

  static func prepare() {
    precondition(isReady, "libsodium finds a source of random numbers")
  }
}
