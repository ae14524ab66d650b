/// Zones that logs write as letters behind their times, where one name is one zone.
///
/// Source: the list of PostgreSQL's default abbreviations. Those that mean several (`IST`, `AST`)
/// are left out: the time is read as if none were written.
enum ZoneName {
  /// Minutes east of Greenwich.
  static func minutes(_ name: some Collection<UInt8>) -> Int? {
    offsets[String(decoding: name, as: UTF8.self)]
  }

  private static let offsets = [
    "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CST": -360,
    "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480,
    "HST": -600, "SAST": 120, "EAT": 180, "CAT": 120, "WAT": 60, "PKT": 300, "JST": 540,
    "KST": 540, "HKT": 480, "AEST": 600, "AEDT": 660, "AWST": 480, "NZST": 720, "NZDT": 780,
  ]
}
