/// A kind of sign that a listing is not what it says.
enum FraudSignal: String, Sendable, CaseIterable {
  /// The price is far from what comparable listings ask.
  case price
  /// Another listing shows the same photo.
  case photo
  /// One phone number or e-mail address under several names.
  case contact
  /// Another listing has the same text.
  case text
  /// Phrases of people who want money before anything has been seen.
  case scam
  /// Facts that cannot be, or contradict each other.
  case facts
  /// What every honest listing says.
  case missing

  /// The sign as it was seen at one listing.
  struct Evidence: Sendable, Equatable {
    let signal: FraudSignal
    /// 0 nothing to 1 as clear as it gets.
    let strength: Double
    /// What was seen, for a person; goes on after a colon.
    let words: String
  }
}
