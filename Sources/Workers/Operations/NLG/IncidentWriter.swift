import Logs

/// Says in plain words what happened, what mostly causes it, and what to do.
///
/// Every figure comes from the failure; nothing is said that the log does not show.
struct IncidentWriter {
  private let rules: OperationsRules
  private let isPiece: Bool

  private static let titleMax = 110

  /// - Parameter isPiece: the log is what a followed file grew by: its lines are not numbered as
  ///   the file's.
  init(_ rules: OperationsRules, isPiece: Bool) {
    self.rules = rules
    self.isPiece = isPiece
  }

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
    let times =
      failure.count == 1 ? "once" : failure.count == 2 ? "twice" : "\(failure.count) times"
    let place = failure.environment.isEmpty ? "" : " in \(failure.environment)"
    let isRun = failure.step != nil || failure.kind == "deployment"
    let told = isPiece ? "New lines of \(failure.file) tell" : "\(failure.file) tells"
    let line = isPiece ? "" : ", first in line \(failure.line)"
    let sentences = [
      "\(told) of it \(times)\(place)\(Self.span(failure.first, failure.last))\(line)"
        + "\(isRun ? ", with what followed from it" : "").",
      failure.run.map { "The run is \($0)." }, Self.raised(failure.exception, failure.frames),
    ]
    return sentences.compactMap(\.self).joined(separator: " ")
  }

  /// Where an exception came from; nil where that is not known.
  static func raised(_ exception: String, _ frames: [String]) -> String? {
    guard let frame = frames.first, !exception.isEmpty else { return nil }
    let way = frames.count == 1 ? "" : ", which \(frames[1]) had called"
    return "\(exception) was raised in \(frame)\(way)."
  }

  /// “ on 2026-03-01 at 07:00:12”, “ between … and …”; nothing of a log without times.
  static func span(_ first: Int?, _ last: Int?) -> String {
    guard let first, let last else { return "" }
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
