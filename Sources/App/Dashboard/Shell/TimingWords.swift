import Pages

/// A schedule's timing, as people say it where it is simple enough; else as it is written.
struct TimingWords {
  let text: String

  init(_ timing: String, _ words: Words) {
    let parts = timing.split(separator: " ").map(String.init)
    text = Self.interval(parts, words) ?? Self.cron(parts, words) ?? timing
  }

  /// `every 60 s`.
  private static func interval(_ parts: [String], _ words: Words) -> String? {
    guard parts.count == 3, parts[0] == "every", let number = Int(parts[1]) else { return nil }
    return words("every %1", words.duration(seconds: Double(number * (parts[2] == "min" ? 60 : 1))))
  }

  /// `30 6 * * 1 (Europe/Berlin)`.
  private static func cron(_ parts: [String], _ words: Words) -> String? {
    guard parts.count == 6, parts[2] == "*", parts[3] == "*", let minute = Int(parts[0]) else {
      return nil
    }
    let zone = String(parts[5].dropFirst().dropLast())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if parts[1] == "*", parts[4] == "*" { return words("each hour, at minute %1", two(minute)) }
    guard let hour = Int(parts[1]) else { return nil }
    let time = "\(two(hour)):\(two(minute))"
    if parts[4] == "*" { return words("each day at %1 (%2)", time, zone) }
    guard let day = Int(parts[4]), (0...7).contains(day) else { return nil }
    return words("%1 at %2 (%3)", weekday(day, words), time, zone)
  }

  /// Both 0 and 7 are Sunday.
  private static func weekday(_ day: Int, _ words: Words) -> String {
    switch day % 7 {
    case 0: words("Sundays")
    case 1: words("Mondays")
    case 2: words("Tuesdays")
    case 3: words("Wednesdays")
    case 4: words("Thursdays")
    case 5: words("Fridays")
    default: words("Saturdays")
    }
  }
}
