/// How bad a failure is, and how urgent its task: the same scale.
enum Severity: String, Sendable, CaseIterable, Comparable {
  case low, medium, high, critical, emergency

  /// 1 for low … 5 for emergency.
  var rank: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  /// One step up; what is critical stays so: an emergency is declared, not grown into.
  var raised: Severity {
    switch self {
    case .low: .medium
    case .medium: .high
    case .high, .critical: .critical
    case .emergency: .emergency
    }
  }

  static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
}
