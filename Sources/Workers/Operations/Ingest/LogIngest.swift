import Archives
import Files
import Foundation
import Logs
import Pipeline
import Processes
import Rules
import Tables

/// Reads a log's events, and takes out what is secret before anything is written.
struct LogIngest {
  private let source: SourceFile
  private let records: RecordWriter<LogRecord>
  private let context: StageContext
  private let redactor: Redactor
  private let archives: ArchiveWorker

  init(
    _ source: SourceFile, _ records: RecordWriter<LogRecord>, _ context: StageContext,
    _ redactor: Redactor, _ archives: ArchiveWorker
  ) {
    self.source = source
    self.records = records
    self.context = context
    self.redactor = redactor
    self.archives = archives
  }

  func run() async throws -> Outcome {
    let options = OperationsOptions(context.item.options)
    guard let zone = options.zoneMinutes else {
      return .reject(options.problems.map { Finding(.error, "rule-option", "\($0)") })
    }
    let stamp = TimeStamp(
      reference: Int(context.item.received.timeIntervalSince1970 * 1000), zoneMinutes: zone)
    if !Self.isPacked(try FileReader.prefix(of: source.path, count: Self.markBytesMax)) {
      return try read(LogBytes(try source.open()), stamp)
    }
    switch try await unpack() {
    case .read(let log, let start):
      var bytes = LogBytes(try SourceBytes(log))
      try bytes.skip(start)
      return try read(bytes, stamp)
    case .ended(let outcome): return outcome
    }
  }

  private func read(_ source: consuming LogBytes, _ stamp: TimeStamp) throws -> Outcome {
    var bytes = source
    let first = try bytes.next { Array($0) } ?? []
    let start = first.prefix(LogReader.sampleBytes)
    let format = start.withUnsafeBytes { LogFormat(sample: $0, stamp: stamp) }
    // A journal may hold values of any bytes.
    if format.kind != .journal, let finding = Self.notText(start) { return .reject([finding]) }
    var reader = LogReader(format, stamp: stamp)
    let isStamped = format.kind != .text
    var keys = KeyBlocks()
    let take = { (event: LogEvent) in
      try records.append(LogRecord(event, redactor, &keys, isStamped: isStamped))
    }
    do {
      try first.withUnsafeBytes { try reader.take($0, take) }
      while try bytes.next({ try reader.take($0, take) }) != nil {}
      try reader.finish(take)
    } catch let error as LogError {
      return .reject([Finding(.error, "no-log", error.description)])
    }
    explain(reader)
    if records.count > 0 { return .next }
    return .finish(
      reader.statistics.lines == 0
        ? "the log is empty" : "none of its records has a message or a level: nothing can be told")
  }

  private func explain(_ reader: LogReader) {
    let statistics = reader.statistics
    context.decide(
      "read as \(reader.format.kind.rawValue): \(statistics.events) events in"
        + " \(statistics.lines) lines")
    if statistics.events > 0, statistics.levels == 0 {
      context.decide("no line says how serious it is: only words of known failures were looked for")
    }
    let notes = [
      (statistics.oddLines, "lines are no records; they were read as text"),
      (statistics.cutLines, "lines were longer than can be read, and cut"),
      (statistics.brokenLines, "lines held bytes that are no text"),
      (statistics.futureTimes, "events say that they are yet to come: their times were left out"),
    ]
    for (count, words) in notes where count > 0 {
      context.note(Finding(.warning, "lines", "\(count) \(words)"))
    }
  }

  // MARK: - Packed logs

  private enum Unpacking {
    case read(Path, from: Int)
    case ended(Outcome)
  }

  private static let markBytesMax = 6
  /// How long a log that was packed before it was read to its end is waited for.
  private static let patienceSeconds = 10.0

  /// gzip, zstd, bzip2 and xz.
  private static func isPacked(_ start: [UInt8]) -> Bool {
    let marks: [[UInt8]] = [
      [0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [0x42, 0x5a, 0x68],
      [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
    ]
    return marks.contains { start.starts(with: $0) }
  }

  /// Unpacks the log, in a process apart. What was read of it while it grew is not new.
  private func unpack() async throws -> Unpacking {
    let files = try context.makeFiles()
    do {
      _ = try await archives.unpackOneFile(source.path, into: files)
    } catch let error as ArchiveError {
      guard error.isFinal else { throw error }
      return .ended(.reject([Finding(.error, "packed", error.description)]))
    }
    // Its name is what the packer wrote down, if it did.
    let unpacked = SourceFile(name: "", path: files, size: 0, isBundle: true)
    guard let log = try unpacked.files().first?.path else {
      return .ended(.finish("the log is empty"))
    }
    switch try await context.unreadPart(of: log) {
    case .notYet:
      return .ended(.later(context.now.addingTimeInterval(Self.patienceSeconds)))
    case .from(let start):
      let size = try FileStatus.of(log).size
      if size == 0 { return .ended(.finish("the log is empty")) }
      if start >= size {
        return .ended(.finish("all of it was read while it grew: nothing was done again"))
      }
      if start > 0 { context.decide("\(start) of \(size) bytes were read while it grew") }
      return .read(log, from: start)
    }
  }

  /// What is binary is told as that, not read as noise.
  private static func notText(_ sample: ArraySlice<UInt8>) -> Finding? {
    if sample.count(where: { $0 == 0 }) * 20 > sample.count {
      return Finding(
        .error, "no-log", "it is no text: a log is lines of UTF-8, or of UTF-16 with its mark")
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
