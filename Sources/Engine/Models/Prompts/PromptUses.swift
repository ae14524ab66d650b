import Chats
import Foundation
package import Learning
import NLG
package import Storage

/// Which words were used for what, and what came of it, as statements on a connection.
package struct PromptUses {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  /// One text that a model wrote for a subject.
  package struct Use: Sendable, Hashable {
    /// The subject's key in the business.
    package let subject: String
    package let prompt: String
    package let version: String
    /// Whether its first answer was found good.
    package let passed: Bool

    package init(subject: String, prompt: String, version: String, passed: Bool) {
      self.subject = subject
      self.prompt = prompt
      self.version = version
      self.passed = passed
    }
  }

  /// Notes uses; one of the same subject takes the place of the earlier.
  package func note(_ uses: [Use], business: String) throws {
    for use in uses {
      try connection.execute(
        """
        insert into prompt_use(business, subject, prompt, version, passed)
        values($1, $2, $3, $4, $5)
        on conflict(business, subject, prompt) do update set passed = excluded.passed,
          inquiries = case when version = excluded.version then inquiries end,
          version = excluded.version
        """,
        [
          .text(business), .text(use.subject), .text(use.prompt), .text(use.version),
          .integer(use.passed ? 1 : 0),
        ])
    }
  }

  /// Credits what a subject's text brought, up to now.
  ///
  /// - Parameter version: with which the text that is out was written; nil: rules wrote it, and
  ///   what was asked of a model in vain has brought nothing.
  package func credit(
    business: String, subject: String, version: String?, inquiries: Int
  ) throws {
    try connection.execute(
      """
      update prompt_use set inquiries = $3 where business = $1 and subject = $2
        and (version = $4 or ($4 = '' and passed = 0))
      """,
      [.text(business), .text(subject), .integer(inquiries), .text(version ?? "")])
  }

  /// How versions have done.
  package struct Standing: Sendable {
    package var arms: [Bandit.Arm]
    /// Of all businesses together; nil when nothing is known.
    package var generalRate: Double?
    /// Whether success means that somebody inquired, and not only that the text was found good.
    package var countsInquiries: Bool

    package var bandit: Bandit { Bandit(arms, generalRate: generalRate) }
  }

  private struct Count {
    var uses = 0.0
    var passed = 0.0
    var known = 0.0
    var served = 0.0
  }

  /// - Parameters:
  ///   - business: nil for all together.
  ///   - variants: of one prompt.
  package func standing(of variants: [Prompt], business: String?) throws -> Standing {
    let name = variants.first?.name ?? ""
    let general = try counts(name, business: nil)
    let own = try business.map { try counts(name, business: $0) } ?? general
    let countsInquiries = own.values.contains { $0.known > 0 }
    func trials(_ count: Count) -> Double { countsInquiries ? count.known : count.uses }
    func successes(_ count: Count) -> Double { countsInquiries ? count.served : count.passed }
    let all = general.values.reduce((0.0, 0.0)) { ($0.0 + successes($1), $0.1 + trials($1)) }
    return Standing(
      arms: variants.map { prompt in
        let count = own[prompt.version] ?? Count()
        return Bandit.Arm(
          prompt.version, successes: successes(count), trials: trials(count),
          weight: prompt.weight)
      },
      generalRate: all.1 > 0 ? all.0 / all.1 : nil, countsInquiries: countsInquiries)
  }

  private func counts(_ prompt: String, business: String?) throws -> [String: Count] {
    let filter = business == nil ? "" : "and business = $2"
    var counts: [String: Count] = [:]
    try connection.forEach(
      """
      select version, count(*), sum(passed), count(inquiries),
        sum(case when passed = 1 and inquiries > 0 then 1 else 0 end)
      from prompt_use where prompt = $1 \(filter) group by version
      """,
      [.text(prompt)] + (business.map { [SQLValue.text($0)] } ?? [])
    ) { row in
      counts[row.text(0)] = Count(
        uses: Double(row.integer(1)), passed: Double(row.integer(2)),
        known: Double(row.integer(3)), served: Double(row.integer(4)))
    }
    return counts
  }

  /// The standing as it was when the item first asked, so that a stage run twice makes the same
  /// choices.
  package func standing(
    of variants: [Prompt], business: String, item: Int
  ) throws -> Standing {
    var standing = try standing(of: variants, business: business)
    let name = SQLValue.text(variants.first?.name ?? "")
    let kept = try connection.first(
      "select arms from prompt_standing where item = $1 and prompt = $2", [.integer(item), name]
    ) { $0.text(0) }
    if let kept, let value = JSONValue(parsing: kept.utf8) {
      standing.generalRate = value["general"]?.number
      standing.arms = standing.arms.map { arm in
        let known = value["arms"]?[arm.name]?.list.compactMap(\.number) ?? []
        return Bandit.Arm(
          arm.name, successes: known.first ?? 0, trials: known.last ?? 0, weight: arm.weight)
      }
      return standing
    }
    let arms = standing.arms.map { arm in
      JSONValue.Member(
        name: arm.name, value: [.number(arm.successes), .number(arm.trials)])
    }
    let value = JSONValue.object([
      "general": standing.generalRate.map(JSONValue.number), "arms": .object(arms),
    ])
    try connection.execute(
      "insert into prompt_standing(item, prompt, arms) values($1, $2, $3)",
      [.integer(item), name, .text(value.written)])
    return standing
  }
}

extension PromptUses.Standing {
  /// The variant for a subject; the same seed and standing give the same one.
  package func choice(seed: String) -> Int {
    var generator = SplitMix64(seed: FNV1a64.hash(seed))
    return bandit.choice(&generator)
  }

  package func verdict(seed: String) -> Bandit.Verdict {
    var generator = SplitMix64(seed: FNV1a64.hash(seed))
    return bandit.verdict(&generator)
  }
}
