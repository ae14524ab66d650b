package import Files
package import Storage

/// Takes the files of a publication: written beside the outbox, whole, and made visible at once.
///
/// Belongs to one run of one publish stage. Paths are relative to the target directory.
package final class PublicationWriter {
  /// What becomes of files that were published before.
  package enum Mode: String, Sendable {
    /// The target directory is this publication and nothing else.
    case replace
    /// Files of this publication replace those of the same name; the others stay.
    case update
  }

  /// Where the publication becomes visible: `<worker>/<business>/<name>`, relative to the outbox.
  package private(set) var target: Path
  package private(set) var mode = Mode.replace
  /// Where the report goes, relative to the target.
  package private(set) var reportDirectory: Path = ""
  /// The visible directory of what was published before; it may not be there.
  package private(set) var published: Path

  /// What is written; unlike the writer itself it may be used from several tasks.
  package let files: PublicationFiles

  /// The item whose newer results lie where these would; they go beside.
  package private(set) var newer: ItemID?

  let building: Path
  private let outbox: Path
  private let business: Path
  private let locks: KeyedLock
  private var isLocked = false
  private(set) var removals: [Path] = []
  private(set) var effects: [@Sendable (any Connection) throws -> Void] = []

  /// - Parameters:
  ///   - building: an empty directory on the outbox's file system.
  ///   - business: `<worker>/<business>`, relative to the outbox.
  ///   - target: the name below it, unless the route chooses another.
  init(building: Path, outbox: Path, business: Path, target: String, locks: KeyedLock) {
    self.building = building
    files = PublicationFiles(building)
    self.outbox = outbox
    self.business = business
    self.locks = locks
    self.target = business / target
    published = outbox / business / target
  }

  /// A writer that nobody publishes, for tests of routes: what is written stays in `building`, and
  /// `outbox` is where earlier results are looked for.
  package convenience init(building: Path, outbox: Path, worker: String, business: String) {
    self.init(
      building: building, outbox: outbox, business: Path(worker) / business, target: "test",
      locks: KeyedLock())
  }

  /// What came later stays where it is, however late this is done.
  func giveWay(to newer: ItemID, as item: ItemID) {
    self.newer = newer
    target = Path(bytes: target.bytes + Array("-\(item)".utf8))
    published = outbox / target
  }

  /// Chooses another target than the source's name, and waits until no other publication is at
  /// work there. Call before writing, and before looking at what was published.
  ///
  /// - Parameters:
  ///   - directory: relative to the business's directory; empty for the directory itself.
  ///   - reportDirectory: where the report goes, relative to the target.
  package func aim(at directory: Path, _ mode: Mode, reportDirectory: Path) async {
    precondition(!isLocked && files.isEmpty, "aim once, and before writing")
    newer = nil
    target = directory.isEmpty ? business : business / directory
    self.mode = mode
    self.reportDirectory = reportDirectory
    published = outbox / target
    await lockTarget()
  }

  func lockTarget() async {
    if isLocked { return }
    isLocked = true
    await locks.acquire(target.description)
  }

  func unlockTarget() async {
    guard isLocked else { return }
    isLocked = false
    await locks.release(target.description)
  }

  /// As ``PublicationFiles/write(_:_:)``.
  package func write(_ path: Path, _ bytes: UnsafeRawBufferPointer) throws {
    try files.write(path, bytes)
  }

  /// As ``PublicationFiles/write(_:_:)``.
  package func write(_ path: Path, _ bytes: [UInt8]) throws { try files.write(path, bytes) }

  /// As ``PublicationFiles/add(_:from:)``.
  package func add(_ path: Path, from file: Path) throws { try files.add(path, from: file) }

  /// As ``PublicationFiles/makeFile(_:bufferSize:)``.
  package func makeFile(_ path: Path, bufferSize: Int = 64 << 10) throws -> FileWriter {
    try files.makeFile(path, bufferSize: bufferSize)
  }

  /// Takes a file that was published before away (mode update).
  package func remove(_ path: Path) throws {
    try PublicationFiles.check(path)
    removals.append(path)
  }

  /// Does something in the transaction that decides this publication: what must be so if and only
  /// if it becomes visible.
  package func onDecide(_ effect: @escaping @Sendable (any Connection) throws -> Void) {
    effects.append(effect)
  }
}
