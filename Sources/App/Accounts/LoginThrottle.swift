import Synchronization

/// Slows down who guesses: so many failures a minute for an account from one address, and for an
/// address in all. Nobody is locked out by a stranger elsewhere. OWASP ASVS 5.0, 6.3.1.
final class LoginThrottle: Sendable {
  private struct Key: Hashable {
    /// Empty for an address in all.
    let name: String
    let address: String
  }

  /// What somebody hears who may not try now.
  struct Wait {
    let seconds: Double
    /// The first one within a minute that this address hears: what is kept of all of them. Else a
    /// stranger could wash everything else out of the log of what was done.
    let isFirst: Bool
  }

  private struct State {
    var failures: [Key: [Double]] = [:]
    /// When an address was told to wait, the first time within a minute.
    var told: [String: Double] = [:]
  }

  private let state = Mutex(State())
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
  /// - Returns: how long to wait; nil to go on.
  func begin(_ name: String, from address: String, at now: Double) -> Wait? {
    let keys = keys(name, address)
    return state.withLock { state in
      for (key, limit) in keys {
        let recent = state.failures[key, default: []].filter { $0 > now - Self.windowSeconds }
        state.failures[key] = recent.isEmpty ? nil : recent
        if recent.count >= limit {
          return Wait(
            seconds: recent[0] + Self.windowSeconds - now,
            isFirst: Self.isFirst(address, &state.told, now))
        }
      }
      if state.failures.count > Self.keysMax { Self.forgetOldest(&state.failures, now) }
      for (key, _) in keys { state.failures[key, default: []].append(now) }
      return nil
    }
  }

  private static func isFirst(
    _ address: String, _ told: inout [String: Double], _ now: Double
  ) -> Bool {
    if let last = told[address], last > now - windowSeconds { return false }
    if told.count >= keysMax { told = told.filter { $0.value > now - windowSeconds } }
    // So many addresses within one minute: what they do is known by then.
    if told.count >= keysMax { return false }
    told[address] = now
    return true
  }

  func succeeded(_ name: String, from address: String, at now: Double) {
    state.withLock { state in
      for (key, _) in keys(name, address) {
        guard let index = state.failures[key]?.firstIndex(of: now) else { continue }
        state.failures[key]?.remove(at: index)
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
