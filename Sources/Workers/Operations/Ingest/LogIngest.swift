import Foundation
import Logs
import Pipeline
import Rules
import Tables

/// Reads a log's events, and takes out what is secret before anything is written.
struct LogIngest {
  private let source: SourceFile
  private let records: RecordWriter<LogRecord>
  private let context: StageContext
  private let redactor: Redactor

  private static let chunkBytes = 256 << 10

  init(
    _ source: SourceFile, _ records: RecordWriter<LogRecord>, _ context: StageContext,
    _ redactor: Redactor
  ) {
    self.source = source
    self.records = records
    self.context = context
    self.redactor = redactor
  }

  func run() throws -> Outcome {
    guard let zone = Self.zoneMinutes(context.item.options["zone"]?.string ?? "+00:00") else {
      return .reject([
        Finding(.error, "zone", "the rule's option “zone” is no offset such as +02:00")
      ])
    }
    let stamp = TimeStamp(
      reference: Int(context.item.received.timeIntervalSince1970 * 1000), zoneMinutes: zone)
    var bytes = try source.open()
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 16)
    defer { chunk.deallocate() }
    var count = try bytes.read(into: chunk)
    let sample = UnsafeRawBufferPointer(rebasing: chunk[..<min(count, LogReader.sampleBytes)])
    if let finding = Self.notText(sample) { return .reject([finding]) }
    let format = LogFormat(sample: sample, stamp: stamp)
    var reader = LogReader(format, stamp: stamp)
    let isStamped = format.kind != .text
    do {
      while count > 0 {
        try reader.take(UnsafeRawBufferPointer(rebasing: chunk[..<count])) {
          try records.append(record($0, isStamped))
        }
        count = try bytes.read(into: chunk)
      }
      try reader.finish { try records.append(record($0, isStamped)) }
    } catch let error as LogError {
      return .reject([Finding(.error, "no-log", error.description)])
    }
    explain(reader)
    return records.count > 0 ? .next : .finish("the log is empty")
  }

  private func record(_ event: LogEvent, _ isStamped: Bool) -> LogRecord {
    LogRecord(
      line: event.line, lines: event.lines, time: event.time, level: event.level?.rawValue ?? "",
      source: event.source, message: redactor.redacted(event.message),
      details: event.details.isEmpty ? "" : redactor.redacted(event.details), run: event.run,
      step: event.step, isOfRuns: event.isOfRuns, isStamped: isStamped)
  }

  private func explain(_ reader: LogReader) {
    let statistics = reader.statistics
    context.decide(
      "read as \(reader.format.kind.rawValue): \(statistics.events) events in"
        + " \(statistics.lines) lines")
    let notes = [
      (statistics.oddLines, "lines are no records; they were read as text"),
      (statistics.cutLines, "lines were longer than can be read, and cut"),
      (statistics.brokenLines, "lines held bytes that are no text"),
    ]
    for (count, words) in notes where count > 0 {
      context.note(Finding(.warning, "lines", "\(count) \(words)"))
    }
  }

  /// What is compressed or binary is told as that, not read as noise.
  private static func notText(_ sample: UnsafeRawBufferPointer) -> Finding? {
    let kinds: [(mark: [UInt8], name: String)] = [
      ([0x1f, 0x8b], "gzip"), ([0x28, 0xb5, 0x2f, 0xfd], "zstd"), ([0x42, 0x5a, 0x68], "bzip2"),
      ([0xfd, 0x37, 0x7a], "xz"),
    ]
    if let kind = kinds.first(where: { sample.starts(with: $0.mark) }) {
      return Finding(
        .error, "compressed",
        "it is compressed with \(kind.name): unpack it and drop what was in it")
    }
    if sample.count(where: { $0 == 0 }) * 20 > sample.count {
      return Finding(.error, "no-log", "it is no text: a log is lines of UTF-8")
    }
    return nil
  }

  /// `+02:00` in minutes; nil for anything else.
  static func zoneMinutes(_ text: String) -> Int? {
    let digits = text.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard let sign = text.first, sign == "+" || sign == "-", digits.count == 2,
      digits[0] <= 14, digits[1] < 60
    else { return nil }
    return (sign == "-" ? -1 : 1) * (digits[0] * 60 + digits[1])
  }
}
