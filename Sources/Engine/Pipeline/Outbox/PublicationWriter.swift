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

  let building: Path
  private let outbox: Path
  private let business: Path
  private let locks: KeyedLock
  private var isLocked = false
  private var made: Set<Path>
  private(set) var removals: [Path] = []
  private var files: [Path] = []
  private(set) var effects: [@Sendable (any Connection) throws -> Void] = []

  /// - Parameters:
  ///   - building: an empty directory on the outbox's file system.
  ///   - business: `<worker>/<business>`, relative to the outbox.
  ///   - target: the name below it, unless the route chooses another.
  init(building: Path, outbox: Path, business: Path, target: String, locks: KeyedLock) {
    self.building = building
    made = [building]
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

  /// Chooses another target than the source's name, and waits until no other publication is at
  /// work there. Call before writing, and before looking at what was published.
  ///
  /// - Parameters:
  ///   - directory: relative to the business's directory; empty for the directory itself.
  ///   - reportDirectory: where the report goes, relative to the target.
  package func aim(at directory: Path, _ mode: Mode, reportDirectory: Path) async {
    precondition(!isLocked && files.isEmpty, "aim once, and before writing")
    target = directory.isEmpty ? business : business / directory
    self.mode = mode
    self.reportDirectory = reportDirectory
    published = outbox / target
    await lockTarget()
  }

  /// All that was made, for the disk.
  var paths: [Path] { files + made.sorted() }

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

  /// Writes one file whole.
  ///
  /// - Parameter path: relative, of plain names: letters, digits and `.-_`.
  /// - Throws: ``PublicationError`` for a path that leads elsewhere, ``Files/FileError``.
  package func write(_ path: Path, _ bytes: UnsafeRawBufferPointer) throws {
    var file = try makeFile(path, bufferSize: 64)
    try file.write(bytes)
    try file.flush()
  }

  package func write(_ path: Path, _ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write(path, $0) }
  }

  /// Takes in a file that is whole and that nobody will change: a second name for it where the
  /// outbox lies on the same file system, else a copy.
  package func add(_ path: Path, from file: Path) throws {
    try Self.check(path)
    let place = building / path
    try makeDirectory(place.parent)
    try Directory.removeFile(place)
    do throws(FileError) {
      try Renaming.linkFile(file, to: place)
    } catch {
      if error.errno == .noSuchFile { throw error }
      try FileCopy.file(file, to: place)
    }
    files.append(place)
  }

  /// A file to be written piece by piece; flush it at the end.
  package func makeFile(_ path: Path, bufferSize: Int = 64 << 10) throws -> FileWriter {
    try Self.check(path)
    let place = building / path
    try makeDirectory(place.parent)
    files.append(place)
    return try FileWriter(place, bufferSize: bufferSize)
  }

  /// Takes a file that was published before away (mode update).
  package func remove(_ path: Path) throws {
    try Self.check(path)
    removals.append(path)
  }

  /// Does something in the transaction that decides this publication: what must be so if and only
  /// if it becomes visible.
  package func onDecide(_ effect: @escaping @Sendable (any Connection) throws -> Void) {
    effects.append(effect)
  }

  private func makeDirectory(_ directory: Path) throws {
    if made.contains(directory) { return }
    try Directory.make(directory)
    made.insert(directory)
  }

  static func check(_ path: Path) throws {
    let isPlain = path.components.allSatisfy { name in
      name.first != UInt8(ascii: ".")
        && name.allSatisfy { byte in
          switch byte {
          case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
          default: false
          }
        }
    }
    if path.isEmpty || path.isAbsolute || !isPlain {
      throw PublicationError(.unsafePath, path)
    }
  }
}
