import Files
import Pipeline
import Synchronization
import Telemetry
import Watching

/// Makes items of what the watcher finds.
struct Taking {
  private let watcher: Watcher
  private let intake: Intake
  private let dispatcher: Dispatcher
  private let logger: Logger
  private let observe: @Sendable (ItemEvent) -> Void
  private let large = LargeQueue()

  /// What is read within a moment keeps nobody waiting, from a share of the network either.
  private static let largeBytes = 32 << 20

  private typealias Whole = (file: SettledFile, arrival: Arrival)

  init(
    from watcher: Watcher, by intake: Intake, for dispatcher: Dispatcher, logger: Logger,
    observe: @escaping @Sendable (ItemEvent) -> Void
  ) {
    self.watcher = watcher
    self.intake = intake
    self.dispatcher = dispatcher
    self.logger = logger
    self.observe = observe
  }

  /// How many large files wait or are read, and how many were dealt with.
  var largeCounts: (waiting: Int, ended: Int) { large.counts }

  /// Runs until cancelled.
  func run() async throws {
    for await batch in watcher.settledFiles {
      let (whole, refused) = Self.sorted(batch)
      for file in batch { try await follow(file) }
      for (file, reason) in refused { leave(file, reason) }
      try await take(whole)
      dispatcher.signal()
    }
    large.finish()
  }

  private func take(_ whole: [Whole]) async throws {
    var small: [Whole] = []
    for (file, arrival) in whole {
      if file.stamp.size < Self.largeBytes {
        small.append((file, arrival))
        continue
      }
      // It keeps its place among those that came with it.
      try await accept(small)
      small = []
      large.append(file, await intake.reserve(arrival))
    }
    try await accept(small)
  }

  /// As ``run()`` for files that take long to read. They are waited for by nobody else.
  func runLarge() async throws {
    for await (file, arrival) in large.files {
      let size = "\(file.stamp.size)"
      logger.info("large file under way", ["file": file.relative.description, "bytes": size])
      try await accept([(file, arrival)])
      dispatcher.signal()
      large.removeFirst()
    }
  }

  private func accept(_ whole: [Whole]) async throws {
    if whole.isEmpty { return }
    let acceptances = try await intake.accept(whole.map(\.arrival))
    for ((file, _), acceptance) in zip(whole, acceptances) { report(file, acceptance) }
  }

  /// Makes an item of the new lines of a file that grows; other files are left to others.
  private func follow(_ file: SettledFile) async throws {
    guard case .grown(let isAtRest) = file.evidence else { return }
    let grown = GrownFile(relative: file.relative, isAtRest: isAtRest)
    switch try await intake.follow(grown) {
    case .nothing: return
    // It is looked at before long, as all that grow.
    case .later: watcher.release([file])
    case .taken(let id):
      let origin = file.relative.description
      logger.info("item accepted", ["item": "\(id)", "file": origin, "lines": "new"])
      observe(.accepted(id, origin: origin))
      watcher.release([file])
    case .whole: try await take([(file, Self.arrival(of: file, isBundle: false))])
    case .left(let reason):
      leave(file, reason)
    }
  }

  private func report(_ file: SettledFile, _ acceptance: Acceptance) {
    let origin = file.relative.description
    switch acceptance {
    case .accepted(let id):
      removeMarker(of: file)
      logger.info("item accepted", ["item": "\(id)", "file": origin])
      observe(.accepted(id, origin: origin))
    case .seenBefore(let id, let first):
      removeMarker(of: file)
      logger.info("item seen before", ["item": "\(id)", "file": origin, "first": "\(first)"])
      observe(.seenBefore(id, origin: origin, first: first))
    case .held(let item, let reason):
      removeMarker(of: file)
      logger.warning("item held", ["item": "\(item.id)", "file": origin, "reason": reason])
      observe(.accepted(item.id, origin: origin))
      observe(.ended(item, outcome: "held", place: .hold, detail: reason))
    case .left(let reason):
      leave(file, reason)
    case .later(let reason):
      watcher.release([file], looking: .inAWhile)
      logger.warning("file left for later", ["file": origin, "reason": reason])
    case .gone: watcher.release([file], looking: .whenQuiet)
    }
  }

  private func leave(_ file: SettledFile, _ reason: String) {
    let origin = file.relative.description
    logger.warning("file left in inbox", ["file": origin, "reason": reason])
    observe(.left(origin: origin, reason: reason))
  }

  private func removeMarker(of file: SettledFile) {
    guard let marker = file.marker else { return }
    do throws(FileError) {
      try Directory.removeFile(marker)
    } catch {
      logger.warning("marker not removed", ["file": marker.description, "reason": "\(error)"])
    }
  }

  private static func sorted(
    _ batch: [SettledFile]
  ) -> (whole: [Whole], refused: [(SettledFile, String)]) {
    var whole: [Whole] = []
    var refused: [(SettledFile, String)] = []
    // A folder is listed in no order, and which of two files came first decides which is right.
    let batch = batch.sorted { ($0.stamp.changed, $0.relative) < ($1.stamp.changed, $1.relative) }
    for file in batch {
      if case .grown = file.evidence { continue }
      switch file.kind {
      case .refused(let refusal): refused.append((file, "it is \(refusal.rawValue)"))
      case .incomplete(let lack): refused.append((file, Self.words(for: lack)))
      case .file: whole.append((file, arrival(of: file, isBundle: false)))
      case .bundle: whole.append((file, arrival(of: file, isBundle: true)))
      }
    }
    return (whole, refused)
  }

  private static func arrival(of file: SettledFile, isBundle: Bool) -> Arrival {
    let stamp = file.stamp
    let found = FileStatus.Mark(
      device: stamp.device, inode: stamp.inode, size: stamp.size, modified: stamp.modified)
    return Arrival(
      relative: file.relative, isBundle: isBundle, found: isBundle ? nil : found,
      isLocal: file.isLocal, marker: file.marker?.name)
  }

  private static func words(for lack: Lack) -> String {
    switch lack {
    case .everything: "it is empty"
    case .files: "it holds no file that can be taken"
    case .end(let file): "\(file) in it is unfinished"
    }
  }
}

/// What is read apart, one after the other.
private final class LargeQueue: Sendable {
  typealias Element = (file: SettledFile, arrival: Arrival)

  let files: AsyncStream<Element>
  private let end: AsyncStream<Element>.Continuation
  private let appended = Atomic(0)
  private let removed = Atomic(0)

  init() { (files, end) = AsyncStream.makeStream(of: Element.self) }

  /// Those that wait, with the one that is read, and those that were removed.
  var counts: (waiting: Int, ended: Int) {
    let ended = removed.load(ordering: .sequentiallyConsistent)
    return (appended.load(ordering: .sequentiallyConsistent) - ended, ended)
  }

  func append(_ file: SettledFile, _ arrival: Arrival) {
    appended.add(1, ordering: .sequentiallyConsistent)
    end.yield((file, arrival))
  }

  /// To be called when the first was dealt with.
  func removeFirst() { removed.add(1, ordering: .sequentiallyConsistent) }

  /// No more will come.
  func finish() { end.finish() }
}
