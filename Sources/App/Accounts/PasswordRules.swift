/// What a password must be: long, and not one that is tried first. OWASP ASVS 5.0, 6.2.
package enum PasswordRules {
  package static let charactersMin = 8
  package static let charactersAdvised = 15
  package static let bytesMax = 512

  package enum Objection: Error, Equatable, Sendable, CustomStringConvertible {
    case short, long, common, obvious

    package var description: String {
      switch self {
      case .short:
        "a password has \(charactersMin) characters at least; \(charactersAdvised) are better"
      case .long: "a password has \(bytesMax) bytes at most"
      case .common: "this password is among those that are tried first: take another one"
      case .obvious: "a password may not hold the user's or the program's name"
      }
    }
  }

  /// Nil when there is nothing against it.
  package static func objection(to password: String, of name: String) -> Objection? {
    if password.utf8.count > bytesMax { return .long }
    if password.count < charactersMin { return .short }
    let lower = password.lowercased()
    if common.contains(lower) { return .common }
    let names = [name.lowercased(), "dropmill"]
    return names.contains { $0.count >= 3 && lower.contains($0) } ? .obvious : nil
  }

  /// The 3,000 most used ones that are long enough, from the lists of zxcvbn.
  private static let common = Set(
    String(decoding: PackageResources.common_passwords_txt, as: UTF8.self)
      .split(separator: "\n").map(String.init))
}
