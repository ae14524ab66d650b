import Cryptography
import Executors
import Synchronization

/// Makes and checks passwords on threads of its own, few at a time: each takes memory and time.
final class PasswordDesk: Sendable {
  private let threads: WorkerThreads
  private let cost: PasswordHash.Cost
  private let waitingMax: Int
  private let waiting = Atomic<Int>(0)

  init(_ configuration: AccountsConfiguration) {
    threads = WorkerThreads(name: "password", count: configuration.hashingThreads)
    cost = configuration.cost
    waitingMax = configuration.hashingMax
  }

  func close() { threads.stop() }

  /// - Throws: ``AccountError/busy``.
  func make(of password: String) async throws(AccountError) -> PasswordHash {
    let hash = try await work { [cost] in PasswordHash.make(of: password, cost: cost) }
    guard let hash else { throw .busy }
    return hash
  }

  /// Takes the same time whether there is a hash or not.
  ///
  /// - Throws: ``AccountError/busy``.
  func matches(_ password: String, _ hash: PasswordHash?) async throws(AccountError) -> Bool {
    let isRight = try await work { [cost] in
      (hash ?? .decoy(cost)).matches(String(password.prefix(PasswordRules.bytesMax)))
    }
    return isRight && hash != nil
  }

  private func work<Value: Sendable>(
    _ body: @escaping @Sendable () -> Value
  ) async throws(AccountError) -> Value {
    let count = waiting.add(1, ordering: .relaxed).newValue
    defer { waiting.subtract(1, ordering: .relaxed) }
    if count > waitingMax { throw .busy }
    return await withTaskExecutorPreference(threads) { body() }
  }
}
