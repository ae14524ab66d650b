import Storage

/// One question, as the ledger keeps it: who asked what for whom, and what it took.
package struct ModelCall: Sendable, Hashable {
  package var at: Double
  package var purpose: ModelPurpose
  package var provider: String
  package var model: String
  package var tokensIn: Int
  package var tokensOut: Int
  package var tokensKept: Int
  /// Millionths of a dollar.
  package var cost: Int
  package var seconds: Double
  package var tries: Int
  /// `answered`, `kept` (asked before), or the kind of the fault.
  package var outcome: String
}

/// What a question is for.
package struct ModelPurpose: Sendable, Hashable {
  package var business: String
  package var item: Int?
  /// Who asks: the worker, or the command.
  package var name: String
  package var prompt: String
  package var version: String

  package init(business: String, item: Int?, name: String, prompt: String, version: String) {
    self.business = business
    self.item = item
    self.name = name
    self.prompt = prompt
    self.version = version
  }
}

/// The ledger and the answers that are kept, as statements on a connection.
struct CallTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  func append(_ call: ModelCall) throws {
    try connection.execute(
      """
      insert into model_call(
        at, business, item, purpose, prompt, version, provider, model, tokens_in, tokens_out,
        tokens_kept, cost, seconds, tries, outcome)
      values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      """,
      [
        .real(call.at), .text(call.purpose.business), SQLValue(call.purpose.item),
        .text(call.purpose.name), .text(call.purpose.prompt), .text(call.purpose.version),
        .text(call.provider), .text(call.model), .integer(call.tokensIn),
        .integer(call.tokensOut), .integer(call.tokensKept), .integer(call.cost),
        .real(call.seconds), .integer(call.tries), .text(call.outcome),
      ])
  }

  /// An answer that was given before.
  struct Kept: Sendable {
    let text: String
    let model: String
  }

  /// - Parameter oldest: seconds since 1970; what was answered before is not given any more.
  func answer(_ key: String, since oldest: Double) throws -> Kept? {
    try connection.first(
      "select text, model from model_answer where key = $1 and at >= $2",
      [.text(key), .real(oldest)]
    ) { Kept(text: $0.text(0), model: $0.text(1)) }
  }

  /// Keeps an answer, and lets go of those that are too old or too many.
  func keep(_ key: String, _ call: ModelCall, text: String, days: Int) throws {
    try connection.execute(
      """
      insert into model_answer(key, at, text, model, tokens_in, tokens_out)
      values($1, $2, $3, $4, $5, $6) on conflict(key) do update set at = excluded.at,
        text = excluded.text, model = excluded.model, tokens_in = excluded.tokens_in,
        tokens_out = excluded.tokens_out
      """,
      [
        .text(key), .real(call.at), .text(text), .text(call.model), .integer(call.tokensIn),
        .integer(call.tokensOut),
      ])
    try connection.execute(
      """
      delete from model_answer where key in (
        select key from model_answer where at < $1 order by at limit 10)
      """,
      [.real(call.at - Double(days) * 86_400)])
  }
}
