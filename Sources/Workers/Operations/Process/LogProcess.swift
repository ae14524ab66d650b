import Logs
import Pipeline
import Rules

/// Finds a log's failures, and what kinds of lines it is made of.
struct LogProcess {
  private let records: RecordReader<LogRecord>
  private let plans: RecordWriter<Failure>
  private let context: StageContext

  /// So many kinds of lines are named; the most frequent first.
  private static let templatesShown = 20

  init(
    _ records: RecordReader<LogRecord>, _ plans: RecordWriter<Failure>, _ context: StageContext
  ) {
    self.records = records
    self.plans = plans
    self.context = context
  }

  func run() throws -> Outcome {
    let rules = try context.operationsRules()
    var collector = FailureCollector(
      rules, file: context.item.name, environment: Self.environment(context.item))
    var miner = TemplateMiner()
    var head = Failure()
    head.file = context.item.name
    while let record = try records.next() {
      collector.take(record)
      var message = record.message
      message.withUTF8 { _ = miner.add(UnsafeRawBufferPointer($0)) }
      head.count += 1
      head.lastLine = max(head.lastLine, record.line + record.lines - 1)
      if let time = record.time {
        head.first = min(head.first ?? time, time)
        head.last = max(head.last ?? time, time)
      }
    }
    let templates = miner.templates().templates.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    head.moments = templates.prefix(Self.templatesShown).map { "\($0.count) \($0.text)" }
    try plans.appendHead(head)
    for failure in collector.failures { try plans.append(failure) }
    explain(collector, templates.count)
    return .next
  }

  private func explain(_ collector: FailureCollector, _ templates: Int) {
    let events = collector.failures.reduce(0) { $0 + $1.count }
    context.decide("\(templates) kinds of lines")
    context.decide(
      collector.failures.isEmpty
        ? "nothing in it is a failure"
        : "\(events) events are \(collector.failures.count) kinds of failure")
    for failure in collector.failures.prefix(50) {
      context.decide(
        "line \(failure.line): \(failure.kind), \(failure.severity.rawValue),"
          + " \(failure.count)×, fingerprint \(failure.fingerprint)")
    }
    if collector.leftOut > 0 {
      context.note(
        Finding(
          .warning, "too-many",
          "\(collector.leftOut) events are of kinds beyond the first"
            + " \(FailureCollector.failuresMax) and were left out"))
    }
  }

  /// The rule's option, or the folder below the business's; `live/` holds logs of any environment.
  static func environment(_ item: Item) -> String {
    if let option = OperationsOptions(item.options).environment { return option }
    let folders = item.origin.split(separator: "/").dropFirst(2).dropLast()
    return folders.first { $0 != "live" }.map(String.init) ?? ""
  }
}
