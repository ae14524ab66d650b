import Pages

// The languages of the dashboard.
extension Words {
  static let german = Words(language: "de", table: German.words, thousands: ".")
  static let all = [english, german]

  /// English, unless the tag is known.
  static func of(_ language: String?) -> Words {
    all.first { $0.language == language } ?? english
  }
}
