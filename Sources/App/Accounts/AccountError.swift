/// Why an account cannot be as it was asked for.
package enum AccountError: Error, Equatable, Sendable, CustomStringConvertible {
  case badName
  case nameTaken(String)
  case unknown(String)
  case badPassword(PasswordRules.Objection)
  /// Somebody must be able to change things.
  case lastAdmin
  case wrongCode
  /// The link was used, is too old, or never was.
  case badLink
  /// Too many passwords are being checked.
  case busy

  package var description: String {
    switch self {
    case .badName: "a name begins with a letter and has at most 64 letters, digits and . _ - @"
    case .nameTaken(let name): "there is a user “\(name)” already"
    case .unknown(let what): "there is no \(what)"
    case .badPassword(let objection): objection.description
    case .lastAdmin: "this is the last admin: make another one first"
    case .wrongCode: "the code is wrong, or was used already"
    case .badLink:
      "this link was used already, or is too old: `dropmill users link` makes a new one"
    case .busy: "too many people sign in at this moment: try again in some seconds"
    }
  }
}
