/// A day as it is read: `17 October 2025`.
enum DayText {
  /// - Parameter date: an ISO date (`2025-10-17`); what is none is returned as it is.
  static func of(_ date: String) -> String {
    let parts = date.utf8.split(separator: UInt8(ascii: "-")).map { Substring($0) }
    guard parts.count == 3, let day = Int(parts[2]), let month = Int(parts[1]),
      months.indices.contains(month - 1)
    else { return date }
    return "\(day) \(months[month - 1]) \(parts[0])"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
