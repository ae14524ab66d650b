package import Chats
package import Files
package import Foundation
package import HTTPClient
import NLG
package import Storage
import Synchronization

// A question's way: what was answered before is taken from the journal; else budgets are asked,
// then the models of the chain, each by the policy. An answer is in the journal before it is used,
// and who asks the same meanwhile waits for it: two flats of one house are one question.

/// Asks models, within limits, and remembers what they said.
package final class ModelDesk: Sendable {
  private struct Line: Sendable {
    var limit: RateLimit
    var circuit = Circuit()
    var restsUntil = 0.0
    var restReason = ""
    /// Seconds since 1970.
    var used = 0.0
  }

  private let http: HTTPConfiguration
  /// Made when somebody is asked for the first time.
  private let session = Mutex<HTTPSession?>(nil)
  private let credentials: Path?
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Date
  /// By the model as it is set up, whoever comes behind it: of one with another key, address or
  /// limit nothing is known yet.
  private let lines = Mutex<[ModelProvider: Line]>([:])
  private let draws: Mutex<SplitMix64>
  private let places = Places()
  /// One place for each question that is under way, by its key.
  private let sames = Places()
  private let retry = RetryPolicy()
  private static let connectionsMax = 256
  /// What is known of a model that was not asked for so long is forgotten.
  private static let lineSecondsMax = 86_400.0
  /// For one question, all tries and models together, without the wait for a place and for who
  /// asks the same.
  private let deadlineSeconds: Double

  /// - Parameters:
  ///   - credentials: the directory in which systemd puts credentials.
  ///   - seed: of the jitter between tries.
  package init(
    http: HTTPConfiguration = HTTPConfiguration(), credentials: Path?,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Date, seed: UInt64, deadlineSeconds: Double = 180
  ) {
    var http = http
    // How many there may be of each model is its `parallel`: none waits for a connection besides.
    http.hostConnectionsMax = max(http.hostConnectionsMax, Self.connectionsMax)
    http.connectionsMax = max(http.connectionsMax, Self.connectionsMax)
    self.http = http
    self.credentials = credentials
    self.clock = clock
    self.now = now
    self.deadlineSeconds = deadlineSeconds
    draws = Mutex(SplitMix64(seed: seed))
  }

  private var seconds: Double { now().timeIntervalSince1970 }

  /// Asks the model, and those behind it in its chain.
  ///
  /// - Parameters:
  ///   - model: as the settings name it.
  ///   - goesOn: whether it follows on an answer: such questions come before those that begin.
  /// - Throws: ``ModelRefusal`` when none answers: then the text is to be written by rules; and
  ///   `StorageError`, `CancellationError`.
  package func ask(
    _ request: ChatRequest, of model: String, for purpose: ModelPurpose, goesOn: Bool = false,
    _ settings: ModelSettings, in database: any Database
  ) async throws -> ModelReply {
    let chain = settings.chain(from: model)
    if chain.isEmpty {
      throw ModelRefusal(reasons: ["no model “\(model)” in rules/models/models.yaml"])
    }
    var reasons: [String] = []
    var notices: [String] = []
    var deadline = seconds + deadlineSeconds
    for provider in chain {
      var question = Question(request, provider, purpose, settings.answerDays, deadline)
      let key = question.key
      let waitStart = seconds
      try await sames.take(key, of: 1)
      defer { sames.give(key) }
      let oldest = seconds - Double(settings.answerDays) * 86_400
      if let kept = try await database.read({ try CallTable($0).answer(key, since: oldest) }) {
        let call = question.call(outcome: "kept", at: seconds)
        database.enqueue { try CallTable($0).append(call) }
        return ModelReply(
          text: kept.text, provider: provider.name, model: kept.model, isKept: true,
          notices: notices)
      }
      try await places.take(provider.name, of: provider.callsMax, goesOn: goesOn)
      defer { places.give(provider.name) }
      deadline += seconds - waitStart
      question.deadline = max(deadline, seconds + provider.timeout / .seconds(1))
      if let reason = rests(&question) {
        reasons.append("\(provider.name): \(reason)")
        continue
      }
      defer { free(question) }
      let budgets = SpendTable.budgets(
        settings.budgets, business: purpose.business, item: purpose.item, at: now())
      do {
        try await reserve(&question, in: budgets, database)
      } catch let full as SpendTable.Full {
        reasons.append("\(provider.name): \(Self.refusal(full))")
        continue
      }
      do {
        let text = try await answer(&question, budgets, in: database)
        notices += try await close(
          question, budgets, text: text, outcome: "answered", in: database)
        return ModelReply(
          text: text, provider: provider.name, model: question.model, isKept: false,
          notices: notices)
      } catch let fault as ChatFault {
        notices += try await close(
          question, budgets, text: nil, outcome: fault.kind.rawValue, in: database)
        reasons.append("\(provider.name): \(fault)")
      } catch {
        _ = try await close(question, budgets, text: nil, outcome: "cancelled", in: database)
        throw error
      }
    }
    throw ModelRefusal(reasons: reasons)
  }

  private static func notice(_ full: SpendTable.Full) -> String {
    "80 % of \(full.budget.name) budget are spent: \(Dollars.text(full.use.spent)) of "
      + Dollars.text(full.budget.limit ?? 0)
  }

  private static func refusal(_ full: SpendTable.Full) -> String {
    "\(full.budget.name) budget of \(Dollars.text(full.budget.limit ?? 0)) has no room left: "
      + "\(Dollars.text(full.use.spent)) are spent and \(Dollars.text(full.use.reserved)) set aside"
  }

  // MARK: what is known of a model

  /// Why a model is not to be asked now; nil when it may be.
  private func rests(_ question: inout Question) -> String? {
    let (reason, tries) = withLine(question.provider) { line, now -> (String?, Bool) in
      if now < line.restsUntil { return ("it rests: \(line.restReason)", false) }
      let verdict = line.circuit.verdict(at: now)
      let reason = verdict == .waits ? "it has failed too often in the last minute" : nil
      return (reason, verdict == .tries)
    }
    question.isProbe = tries
    return reason
  }

  /// However a question ends: one that tries, and neither succeeds nor fails, would else be the one
  /// for ever, and nobody else would ask.
  private func free(_ question: Question) {
    if question.isProbe { withLine(question.provider) { line, _ in line.circuit.gaveUp() } }
  }

  private func withLine<Value>(
    _ provider: ModelProvider, _ body: (inout Line, Double) -> Value
  ) -> Value {
    let (now, model) = (seconds, provider.withoutNext)
    return lines.withLock { lines in
      if lines[model] == nil {
        lines = lines.filter { _, line in
          now - max(line.used, line.restsUntil) < Self.lineSecondsMax
        }
      }
      var line =
        lines[model]
        ?? Line(
          limit: RateLimit(
            requestsPerMinute: provider.requestsPerMinute,
            tokensPerMinute: provider.tokensPerMinute, at: now))
      line.used = now
      defer { lines[model] = line }
      return body(&line, now)
    }
  }

  // MARK: one model

  private func openSession() -> HTTPSession {
    session.withLock { session in
      let open = session ?? HTTPSession(http)
      session = open
      return open
    }
  }

  /// The answer of one model, after as many tries as the policy allows.
  private func answer(
    _ question: inout Question, _ budgets: [SpendTable.Budget], in database: any Database
  ) async throws -> String {
    let provider = question.provider
    question.started = seconds
    while true {
      try await waitForTurn(question)
      question.tries += 1
      do {
        let answer = try await Exchange(openSession(), credentials, now).run(&question) { headers in
          withLine(provider) { $0.limit.learn(headers, at: $1) }
        }
        let text = try question.take(answer)
        withLine(provider) { line, _ in
          line.circuit.succeeded()
          line.limit.settle(estimated: question.tokensEstimated, used: question.tokensUsed)
        }
        return text
      } catch let fault as ChatFault {
        let wait = try react(to: fault, question)
        // Who tried and failed asks anew whether it may.
        free(question)
        try await clock.sleep(for: .seconds(wait))
        // Others may have found meanwhile that it is of no use.
        if rests(&question) != nil { throw fault }
        do {
          try await reserve(&question, in: budgets, database)
        } catch let full as SpendTable.Full {
          throw ChatFault(fault.kind, "\(fault.message); for another try \(Self.refusal(full))")
        }
      }
    }
  }

  /// Sets aside what one more try may cost, beside what those before it did.
  ///
  /// - Throws: ``SpendTable/Full``.
  private func reserve(
    _ question: inout Question, in budgets: [SpendTable.Budget], _ database: any Database
  ) async throws {
    let amount = question.missing
    try await database.write { try SpendTable($0).reserve(amount, in: budgets) }
    question.reserved += amount
  }

  /// - Returns: how long to wait before the next try.
  /// - Throws: the fault, when there is to be none.
  private func react(to fault: ChatFault, _ question: Question) throws -> Double {
    let draw = draws.withLock { Double($0.next() >> 11) * 0x1p-53 }
    let verdict = retry.verdict(
      fault, tries: question.tries, secondsLeft: question.deadline - seconds, draw: draw)
    return try withLine(question.provider) { line, now -> Result<Double, ChatFault> in
      line.circuit.failed(fault.kind, at: now)
      if let asked = fault.waitSeconds { line.limit.block(for: min(asked, 60), at: now) }
      switch verdict {
      case .again(let wait): return .success(wait)
      case .rest(let seconds):
        line.restsUntil = now + seconds
        line.restReason = fault.description
        return .failure(fault)
      case .skip: return .failure(fault)
      }
    }.get()
  }

  private func waitForTurn(_ question: Question) async throws {
    while true {
      let wait = withLine(question.provider) { line, now in
        line.limit.take(tokens: question.tokensEstimated, at: now)
      }
      if wait <= 0 { return }
      if seconds + wait > question.deadline {
        throw ChatFault(.rateLimited, "its limit for a minute leaves no room in time")
      }
      try await clock.sleep(for: .seconds(wait))
    }
  }

  /// Writes what came of the question: what was set aside is settled, and the answer kept, in one
  /// transaction.
  ///
  /// - Returns: what to say of budgets that are nearly spent.
  private func close(
    _ question: Question, _ budgets: [SpendTable.Budget], text: String?, outcome: String,
    in database: any Database
  ) async throws -> [String] {
    let call = question.call(outcome: outcome, at: seconds)
    let (reserved, key, days) = (question.reserved, question.key, question.answerDays)
    return try await database.write { connection in
      let table = CallTable(connection)
      try table.append(call)
      if let text { try table.keep(key, call, text: text, days: days) }
      return try SpendTable(connection).settle(reserved, as: call.cost, in: budgets)
    }.map(Self.notice)
  }
}

/// What a model said.
package struct ModelReply: Sendable, Hashable {
  package let text: String
  /// As the settings name it.
  package let provider: String
  /// As its provider names it.
  package let model: String
  /// Whether it was answered before, and nobody was asked.
  package let isKept: Bool
  /// What somebody should know, such as that a budget is nearly spent.
  package let notices: [String]
}

/// Why no model answered: a reason for each that was to be asked.
package struct ModelRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  package let reasons: [String]

  package var description: String { reasons.joined(separator: "; ") }
}

/// Amounts for people.
package enum Dollars {
  /// `$1.25`, `$0.000420`.
  package static func text(_ millionths: Int) -> String {
    let whole = millionths / 1_000_000
    let rest = String(abs(millionths % 1_000_000))
    var digits = String(repeating: "0", count: 6 - rest.count) + rest
    while digits.count > 2, digits.hasSuffix("0") { digits.removeLast() }
    return "$\(whole).\(digits)"
  }
}
