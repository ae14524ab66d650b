/// How a home is furnished, in the three words that channels have for it.
enum Furnishing: Sendable {
  case furnished, partly, unfurnished

  /// - Parameter text: as the row has it; nil for other words.
  init?(_ text: String) {
    switch text.lowercased().filter({ $0.isLetter }) {
    case "furnished", "fullyfurnished", "full", "yes": self = .furnished
    case "semifurnished", "partfurnished", "partlyfurnished", "partiallyfurnished", "semi", "part":
      self = .partly
    case "unfurnished", "notfurnished", "no", "none": self = .unfurnished
    default: return nil
    }
  }

  var meta: String {
    switch self {
    case .furnished: "furnished"
    case .partly: "semi-furnished"
    case .unfurnished: "unfurnished"
    }
  }

  var jiji: String {
    switch self {
    case .furnished: "Furnished"
    case .partly: "Semi-Furnished"
    case .unfurnished: "Unfurnished"
    }
  }

  /// `LET_FURN_ID`
  var blm: String {
    switch self {
    case .furnished: "0"
    case .partly: "1"
    case .unfurnished: "2"
    }
  }

  var reso: String {
    switch self {
    case .furnished: "Furnished"
    case .partly: "Partially"
    case .unfurnished: "Unfurnished"
    }
  }
}
