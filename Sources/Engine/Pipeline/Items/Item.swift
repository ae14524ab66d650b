package import Files
package import Foundation
package import Rules

/// One dropped source on its way. It is a directory, `stages/<stage>/<id>/`; this is what its
/// `item.json` says.
package struct Item: Sendable, Decodable, Equatable {
  package var id: ItemID
  /// BLAKE2b of the source, hexadecimal; of a bundle: of its names and files.
  package var fingerprint: String
  /// The dropped name, for people: what is no UTF-8 is escaped.
  package var name: String
  /// The dropped name as the kernel knows it, where ``name`` is not the same bytes.
  private var rawName: [UInt8]?
  /// Where it lay below the inbox, for people.
  package var origin: String
  package var isBundle: Bool
  /// Bytes of the source.
  package var size: Int
  package var received: Date
  package var worker: String
  package var route: String
  package var business: String
  /// The rule that took it: its name, file and line.
  package var rule: String
  package var options: [String: RuleValue]
  /// The user's programs that its rule names, by stage; nil where it names none.
  package var programs: [String: StageProgram]?
  /// Whether its rule takes content again that came before; nil where it does not.
  package var isTakenAgain: Bool?
  /// Attempts at one stage; nil: as configured.
  package var attemptsMax: Int?
  /// Before the second attempt; nil: as configured.
  package var backoffSeconds: Double?
  /// What was decided on its way and why, in order.
  package var decisions: [Decision] = []
  package var runs: [StageRun] = []
  /// Attempts that failed, the latest last; nil where none did.
  package var attempts: [Attempt]?
  /// Why it is held or failed; empty otherwise.
  package var findings: [Finding] = []
  /// Records that wait for a person, of a stage.
  package var held: [String: Int] = [:]
  /// The numbers of those held by a stage that a person has decided one by one; see
  /// ``HeldRecords``.
  package var decided: [String: [Int]]?
  /// Where its publication is visible, relative to the outbox.
  package var published: String?
  /// The directory of its report, relative to the outbox.
  package var report: String?
  /// Records of its publications before the last release of held ones; nil where there was none.
  package var recordsBefore: Int?
  /// The item that this one is a part of; nil for what was dropped.
  package var parent: ItemID?
  /// Which part of a growing file it is; nil for what is whole.
  package var growth: Growth?
  /// What its parts are, once they are becoming items of their own.
  package var split: String?

  package init(
    id: ItemID, fingerprint: String, nameBytes: [UInt8], origin: String, isBundle: Bool, size: Int,
    received: Date, worker: String, route: String, business: String, rule: String,
    options: [String: RuleValue], programs: [String: StageProgram] = [:], attemptsMax: Int? = nil,
    backoffSeconds: Double? = nil,
    parent: ItemID? = nil
  ) {
    name = Path.escaped(nameBytes)
    rawName = nameBytes.elementsEqual(name.utf8) ? nil : nameBytes
    self.id = id
    self.fingerprint = fingerprint
    self.origin = origin
    self.isBundle = isBundle
    self.size = size
    self.received = received
    self.worker = worker
    self.route = route
    self.business = business
    self.rule = rule
    self.options = options
    self.programs = programs.isEmpty ? nil : programs
    self.attemptsMax = attemptsMax
    self.backoffSeconds = backoffSeconds
    self.parent = parent
  }

  /// One thing that was decided, in words for a person.
  package struct Decision: Sendable, Decodable, Equatable {
    package var stage: String
    package var text: String
    /// When a person decided, and under which name; nil of a stage, and where it is not known.
    package var time: Date?
    package var by: String?

    package init(stage: String, text: String) {
      self.stage = stage
      self.text = text
    }

    /// Who decided, where it was no stage.
    static let person = "person"
    static let rejected = "rejected"
    /// Followed by how many records wait for a person.
    static let publishedWithout = "published without "
    /// Who decides at a start.
    static let recovery = "recovery"
    /// Followed by the stage.
    static let runAgain = "run again from "
    static let triedAgain = "tried again"
    /// Followed by the place where it lay.
    static let deleted = "deleted from "
  }

  /// One attempt at a stage that failed.
  package struct Attempt: Sendable, Codable, Equatable {
    package var stage: Stage
    /// From 1.
    package var number: Int
    package var time: Date
    package var message: String

    /// How many an item remembers.
    static let max = 50
  }

  /// One run of one stage.
  package struct StageRun: Sendable, Decodable, Equatable {
    package var stage: Stage
    package var milliseconds: Double
    package var records: Int
    /// Rows and cells that were left out.
    package var rejects: Int
    /// Of these, cells of rows that were read; nil where it was not counted.
    package var rejectedCells: Int?
    /// Seconds from the receipt of the item to the begin of the run; nil where it is not known.
    package var begun: Double?

    package init(
      stage: Stage, milliseconds: Double, records: Int, rejects: Int, rejectedCells: Int? = nil,
      begun: Double? = nil
    ) {
      self.stage = stage
      self.milliseconds = milliseconds
      self.records = records
      self.rejects = rejects
      self.rejectedCells = rejectedCells
      self.begun = begun
    }
  }
}

extension Item {
  /// The dropped name as the kernel knows it.
  package var nameBytes: [UInt8] { rawName ?? Array(name.utf8) }

  /// Records that a stage wrote; nil before it has run.
  package func records(of stage: Stage) -> Int? { runs.last { $0.stage == stage }?.records }

  /// Whether a person wants it to be run again, although it was done.
  var isReplayed: Bool { decisions.contains { $0.text.hasPrefix(Decision.runAgain) } }

  /// Whether it is run again because nothing remembers what it published.
  var isRunForRecovery: Bool {
    decisions.last { $0.text.hasPrefix(Decision.runAgain) }?.by == Decision.recovery
  }

  /// Whether all of what it published is made anew: what comes of it now takes the place of what
  /// came of it before. Records that are released join what is published instead.
  package var isPublishedAnew: Bool {
    guard published != nil else { return false }
    let last = decisions.last { $0.stage == Decision.person }?.text
    return last == Decision.triedAgain || last?.hasPrefix(Decision.runAgain) == true
  }

  /// Whether the stage that ran last holds all of it: what was published before, and records that
  /// wait behind that, are for later.
  var isHeldWhole: Bool {
    if published == nil || runs.last?.stage != .publish { return true }
    return !decisions.contains {
      $0.stage == Stage.publish.rawValue && $0.text.hasPrefix(Decision.publishedWithout)
    }
  }

  /// Whether a person has decided anything about it.
  package var wasDecided: Bool { decisions.contains { $0.stage == Decision.person } }

  /// Whether a person has looked at what was held and lets it go on.
  package var wasReleased: Bool {
    decisions.contains { $0.stage == Decision.person && $0.text.hasPrefix("released") }
  }

  /// How it ended, for an index that is made again from the directories.
  func outcome(at place: Workspace.Place) -> String {
    if place == .trash { return "deleted" }
    if place == .failed { return decisions.last?.text == Decision.rejected ? "rejected" : "failed" }
    if published != nil { return "published" }
    if place == .hold { return "held" }
    if split != nil { return "split" }
    return decisions.last?.stage == "intake" ? SeenBefore.outcome : "finished"
  }

  /// Why it ended so, in words for a person.
  func reason(at place: Workspace.Place) -> String? {
    if published != nil { return place == .hold ? decisions.last?.text : nil }
    let finding = findings.first { $0.severity == .error }?.message
    return place == .done ? decisions.last?.text : finding ?? decisions.last?.text
  }

  /// Where it lies when it is taken: one that may be torn waits for a person.
  var firstPlace: Workspace.Place {
    runs.isEmpty && findings.contains { $0.code == TornText.code } ? .hold : .ingest
  }

  /// An attempt at a stage failed.
  mutating func note(_ attempt: Attempt) {
    attempts = ((attempts ?? []) + [attempt]).suffix(Attempt.max)
  }

  /// The stage and those behind it are run once more.
  mutating func forgetRuns(from stage: Stage) {
    var next: Stage? = stage
    while let stage = next {
      runs.removeAll { $0.stage == stage }
      next = stage.next
    }
  }

  /// What is known of the stage and of those behind it is to be found out once more.
  mutating func forget(from stage: Stage) {
    forgetRuns(from: stage)
    var next: Stage? = stage
    while let stage = next {
      decisions.removeAll { $0.stage == stage.rawValue }
      held[stage.rawValue] = nil
      decided?[stage.rawValue] = nil
      next = stage.next
    }
    // What kept it from being published is looked at anew, too: that has no stage.
    findings.removeAll { finding in
      finding.stage.map { found in !runs.contains { $0.stage == found } } ?? true
    }
    split = nil
    if stage == .ingest { recordsBefore = nil }
  }

  /// Adds what one run of a stage came to, in the place of an earlier run of it.
  mutating func note(_ run: StageRun, _ notes: StageContext.Notes, _ result: StageResult) {
    runs.removeAll { $0.stage == run.stage }
    runs.append(run)
    decisions.removeAll { $0.stage == run.stage.rawValue }
    decisions += notes.toldDecisions.map { Decision(stage: run.stage.rawValue, text: $0) }
    findings.removeAll { $0.stage == run.stage }
    findings += (notes.findings + result.heldFindings).map { $0.from(run.stage) }
    held[run.stage.rawValue] = result.held == 0 ? nil : result.held
    decided?[run.stage.rawValue] = nil
  }

  /// Some of the held records of a stage do not wait any more.
  mutating func decide(_ numbers: [Int], of records: HeldRecords) {
    let stage = records.stage.rawValue
    let rest = records.waiting.count - numbers.count
    held[stage] = rest == 0 ? nil : rest
    if rest > 0 {
      decided = (decided ?? [:]).merging([stage: numbers]) { ($0 + $1).sorted() }
    } else {
      decided?[stage] = nil
      if decided?.isEmpty == true { decided = nil }
    }
    findings.removeAll { $0.stage == records.stage && $0.record.map(numbers.contains) == true }
  }

  static let fileName = "item.json"

  /// - Parameter directory: the item's.
  package static func read(in directory: Path) throws -> Item {
    try Item(json: FileReader.contents(of: directory / fileName))
  }

  /// - Parameter json: the content of an `item.json`.
  init(json: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    self = try decoder.decode(Item.self, from: Data(json))
  }

  /// Writes `item.json` whole: a crash leaves the old one or the new one.
  ///
  /// - Parameter isDurable: for what nobody makes durable later, because nothing is run.
  package func write(in directory: Path, isDurable: Bool = false) throws {
    try FileWriter.replace(directory / Self.fileName, with: json(), isDurable: isDurable)
  }

  /// Writes `item.json` where nobody looks yet.
  func writeNew(in directory: Path) throws {
    try FileWriter.write(json(), to: directory / Self.fileName)
  }
}
