/// A figure with a unit, as people write it: “10MB”, “1.5 h”, “500”.
enum Quantity {
  /// Bytes of `10MB`, `1.5 GB`, `64 KiB`, `500 bytes` or `500`. KB is 1,000 bytes, KiB 1,024.
  ///
  /// - Returns: nil when it is no size, is not a whole number of bytes, or is beyond 1,000 TB.
  static func bytes(_ text: String) -> Int? {
    guard let (figure, unit) = parts(text), let factor = byteUnits[unit] else { return nil }
    let bytes = figure * factor
    return bytes <= 1e15 ? Int(exactly: bytes.rounded()) : nil
  }

  /// The time of `500ms`, `10s`, `5 minutes`, `1.5h` or `2 days`, to the millisecond.
  ///
  /// - Returns: nil when it is no duration, has no unit, or is longer than 1,000 days.
  static func duration(_ text: String) -> Duration? {
    guard let (figure, unit) = parts(text), let factor = millisecondUnits[unit] else { return nil }
    let milliseconds = figure * factor
    guard milliseconds <= 8.64e10 else { return nil }
    return Int(exactly: milliseconds.rounded()).map(Duration.milliseconds)
  }

  /// Parts the figure from the unit, which comes in lower case and may be empty.
  private static func parts(_ text: String) -> (Double, String)? {
    let figure = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let unit = text[figure.endIndex...].drop { $0 == " " }.lowercased()
    guard figure.first != ".", figure.last != ".", let value = Double(figure) else { return nil }
    return (value, unit)
  }

  private static let byteUnits: [String: Double] = [
    "": 1, "b": 1, "byte": 1, "bytes": 1,
    "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
    "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12,
    "kib": 0x1p10, "mib": 0x1p20, "gib": 0x1p30, "tib": 0x1p40,
  ]

  private static let millisecondUnits: [String: Double] = [
    "ms": 1, "millisecond": 1, "milliseconds": 1,
    "s": 1e3, "sec": 1e3, "second": 1e3, "seconds": 1e3,
    "m": 6e4, "min": 6e4, "minute": 6e4, "minutes": 6e4,
    "h": 3.6e6, "hour": 3.6e6, "hours": 3.6e6,
    "d": 8.64e7, "day": 8.64e7, "days": 8.64e7,
  ]
}
