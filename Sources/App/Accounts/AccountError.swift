/// Why an account cannot be as it was asked for.
package enum AccountError: Error, Equatable, Sendable, CustomStringConvertible {
  case badName
  case nameTaken(String)
  case badBusiness(String)
  case unknown(String)
  case badPassword(PasswordRules.Objection)
  /// Somebody must be able to change things.
  case lastAdmin
  case wrongCode
  /// The link was used, is too old, or never was.
  case badLink
  /// Too many passwords are being checked.
  case busy
  /// Somebody has guessed too often, and may try again after so long.
  case throttled(seconds: Double)

  package var description: String {
    switch self {
    case .badName: "a name begins with a letter and has at most 64 letters, digits and . _ - @"
    case .nameTaken(let name): "there is a user “\(name)” already"
    case .badBusiness(let name):
      "“\(name.prefix(100))” is no name of a business: that is a folder's name, without a slash"
    case .unknown(let what): "there is no \(what)"
    case .badPassword(let objection): objection.description
    case .lastAdmin: "this is the last admin of all businesses: make another one first"
    case .wrongCode: "the code is wrong, or was used already"
    case .badLink:
      "this link was used already, or is too old: `dropmill users link` makes a new one"
    case .busy: "too many people sign in at this moment: try again in some seconds"
    case .throttled(let seconds):
      "there were too many tries: try again in \(Int(seconds.rounded(.up))) seconds"
    }
  }
}
