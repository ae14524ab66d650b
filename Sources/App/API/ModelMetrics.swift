import Foundation
import Models
import Storage
import Web

/// What language models were asked and what it cost, from the ledger: it knows what was before the
/// start as well.
enum ModelMetrics {
  struct Figures: Sendable {
    let costs: [ModelReports.Cost]
    let outcomes: [ModelReports.Cost]
  }

  static func read(_ connection: any Connection) throws -> Figures {
    let reports = ModelReports(connection)
    return Figures(
      costs: try reports.costs(by: .provider), outcomes: try reports.costs(by: .outcome))
  }

  static func write(_ figures: Figures, to text: inout MetricsText) {
    text.family("model_questions_total", .counter, "Questions to language models, by outcome.")
    for outcome in figures.outcomes {
      text.sample("model_questions_total", ["outcome": outcome.of], Double(outcome.calls))
    }
    text.family("model_requests_total", .counter, "Requests that questions took, all tries.")
    for cost in figures.costs {
      text.sample("model_requests_total", ["model": cost.of], Double(cost.requests))
    }
    text.family("model_tokens_total", .counter, "Tokens read and written by language models.")
    for cost in figures.costs {
      text.sample(
        "model_tokens_total", ["model": cost.of, "way": "read"], Double(cost.tokensIn))
      text.sample(
        "model_tokens_total", ["model": cost.of, "way": "written"], Double(cost.tokensOut))
    }
    text.family("model_cost_dollars_total", .counter, "What language models have cost.")
    for cost in figures.costs {
      text.sample("model_cost_dollars_total", ["model": cost.of], Double(cost.cost) / 1e6)
    }
    text.family("model_seconds_total", .counter, "How long answers were waited for.")
    for cost in figures.costs {
      text.sample("model_seconds_total", ["model": cost.of], cost.seconds)
    }
  }
}
