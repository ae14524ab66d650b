import Synchronization

/// Slows down who guesses: so many failures a minute for an account from one address, and for an
/// address in all. Nobody is locked out by a stranger elsewhere. OWASP ASVS 5.0, 6.3.1.
final class LoginThrottle: Sendable {
  private struct Key: Hashable {
    /// Empty for an address in all.
    let name: String
    let address: String
  }

  private let failures = Mutex<[Key: [Double]]>([:])
  private let perAccountMax: Int
  private let perAddressMax: Int

  private static let windowSeconds = 60.0
  /// More are forgotten, the oldest first.
  private static let keysMax = 20_000

  init(_ configuration: AccountsConfiguration) {
    perAccountMax = configuration.failuresPerAccountMax
    perAddressMax = configuration.failuresPerAddressMax
  }

  /// Counts an attempt as failed until ``succeeded(_:from:at:)`` says otherwise, so that many at
  /// one time are no way around.
  ///
  /// - Returns: how many seconds to wait; nil to go on.
  func begin(_ name: String, from address: String, at now: Double) -> Double? {
    let keys = keys(name, address)
    return failures.withLock { failures in
      for (key, limit) in keys {
        let recent = failures[key, default: []].filter { $0 > now - Self.windowSeconds }
        failures[key] = recent.isEmpty ? nil : recent
        if recent.count >= limit { return recent[0] + Self.windowSeconds - now }
      }
      if failures.count > Self.keysMax { Self.forgetOldest(&failures, now) }
      for (key, _) in keys { failures[key, default: []].append(now) }
      return nil
    }
  }

  func succeeded(_ name: String, from address: String, at now: Double) {
    failures.withLock { failures in
      for (key, _) in keys(name, address) {
        guard let index = failures[key]?.firstIndex(of: now) else { continue }
        failures[key]?.remove(at: index)
      }
    }
  }

  private func keys(_ name: String, _ address: String) -> [(Key, Int)] {
    [
      (Key(name: "", address: address), perAddressMax),
      (Key(name: name.lowercased(), address: address), perAccountMax),
    ]
  }

  private static func forgetOldest(_ failures: inout [Key: [Double]], _ now: Double) {
    failures = failures.filter { ($0.value.last ?? 0) > now - windowSeconds }
    guard failures.count > keysMax else { return }
    let ages = failures.values.compactMap(\.last).sorted()
    let oldest = ages[ages.count / 2]
    failures = failures.filter { ($0.value.last ?? 0) > oldest }
  }
}
