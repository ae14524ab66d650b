import Logs

/// Says in plain words what happened, what mostly causes it, and what to do.
///
/// Every figure comes from the failure; nothing is said that the log does not show.
struct IncidentWriter {
  private let rules: OperationsRules

  private static let titleMax = 110

  init(_ rules: OperationsRules) { self.rules = rules }

  func written(_ failure: Failure) -> Failure {
    let kind = rules.kind(failure.kind)
    var failure = failure
    failure.title = title(failure, kind)
    failure.summary = summary(failure)
    failure.cause = kind.cause
    failure.hints = kind.hints
    return failure
  }

  private func title(_ failure: Failure, _ kind: OperationsRules.Kind) -> String {
    let name = kind.name.prefix(1).uppercased() + kind.name.dropFirst()
    let whole = "\(name): \(failure.message)"
    guard whole.count > Self.titleMax else { return whole }
    let cut = whole.prefix(Self.titleMax)
    return (cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut) + " …"
  }

  private func summary(_ failure: Failure) -> String {
    var sentences: [String] = []
    let times =
      failure.count == 1 ? "once" : failure.count == 2 ? "twice" : "\(failure.count) times"
    let place = failure.environment.isEmpty ? "" : " in \(failure.environment)"
    let isRun = failure.step != nil || failure.kind == "deployment"
    sentences.append(
      "\(failure.file) tells of it \(times)\(place)\(Self.span(failure)),"
        + " first in line \(failure.line)\(isRun ? ", with what followed from it" : "").")
    if let run = failure.run { sentences.append("The run is \(run).") }
    if let frame = failure.frames.first, !failure.exception.isEmpty {
      let way =
        failure.frames.count == 1 ? "" : ", which \(failure.frames[1]) had called"
      sentences.append("\(failure.exception) was raised in \(frame)\(way).")
    }
    return sentences.joined(separator: " ")
  }

  /// “ on 2026-03-01 at 07:00:12”, “ between … and …”.
  private static func span(_ failure: Failure) -> String {
    guard let first = failure.first, let last = failure.last else { return "" }
    let from = moment(first)
    if last - first < 1000 { return " on \(from.day) at \(from.clock) UTC" }
    let to = moment(last)
    if from.day == to.day { return " on \(from.day) between \(from.clock) and \(to.clock) UTC" }
    return " between \(from.day) \(from.clock) and \(to.day) \(to.clock) UTC"
  }

  private static func moment(_ milliseconds: Int) -> (day: String, clock: String) {
    let text = Day.text(milliseconds)
    return (String(text.prefix(10)), String(text.dropFirst(11).prefix(8)))
  }
}
