import Cryptography
import Files

/// A file that an option names to be written.
///
/// It is written beside its place, under a name that nobody else has, and takes its place when it
/// is complete: whole or not at all.
struct OutputFile: Equatable {
  let path: Path
  /// As it is called on the command line.
  let option: String

  /// - Returns: nil where the option was not given.
  init?(_ option: String, _ arguments: Arguments) throws {
    guard let name = arguments.path(option) else { return nil }
    path = try DropmillCommand.absolute(name)
    self.option = option
  }

  /// Refuses what would be lost: a file that is read, one that is written already, and what is no
  /// plain file and would become one. One file may have many names, so names are not compared.
  ///
  /// - Parameter inputs: plain files that are there.
  /// - Throws: ``UsageError``, ``Files/FileError``.
  static func check(_ outputs: [OutputFile], reading inputs: [Path]) throws {
    var written: [Place: OutputFile] = [:]
    let read = try inputs.map { try Place(of: $0) }
    for output in outputs {
      try output.refuseOther()
      let place = try Place(of: output.path)
      if read.contains(place) {
        throw UsageError(
          message: "\(output.option) needs a file of its own: \(output.path) is what is read")
      }
      if let other = written.updateValue(output, forKey: place) {
        throw UsageError(
          message: "\(output.option) needs a file of its own: \(other.option) writes"
            + " \(output.path) already")
      }
    }
  }

  private func refuseOther() throws {
    guard let kind = try FileStatus.ifPresent(path)?.kind, kind != .file else { return }
    throw UsageError(
      message: "\(option) writes plain files, and \(path) is \(kind.words)",
      hint: "name another file, or one that is not there yet")
  }

  /// Writes all of it.
  ///
  /// - Throws: ``Files/FileError``. Then nothing is left.
  func write(_ bytes: [UInt8]) throws {
    var pending = try Pending(path)
    do {
      try pending.write(bytes)
      try pending.finish()
    } catch {
      pending.abandon()
      throw error
    }
  }

  /// What tells one file from all others: itself, or the name that it will have.
  private enum Place: Hashable {
    case file(device: UInt64, inode: UInt64)
    case name(Path)

    init(of path: Path) throws {
      if let status = try FileStatus.ifPresent(path) {
        self = .file(device: status.device, inode: status.inode)
      } else {
        self = .name(try RealPath.of(path.parent).appending(path.name))
      }
    }
  }
}

extension OutputFile {
  /// A file on its way to its place.
  struct Pending: ~Copyable {
    private var writer: FileWriter?
    private let path: Path
    private let hidden: Path

    init(_ path: Path) throws {
      self.path = path
      hidden = path.parent / ".dropmill-\(Base64URL.text(Random.bytes(12))).partial"
      writer = try FileWriter(hidden, isNew: true)
    }

    mutating func write(_ bytes: [UInt8]) throws { try writer?.write(bytes) }

    mutating func finish() throws {
      try writer?.sync()
      try Renaming.move(hidden, to: path)
    }

    /// Leaves nothing behind.
    mutating func abandon() {
      writer = nil
      // Whatever keeps it from being removed, the error that led here is the one to tell.
      try? Directory.remove(hidden)
    }
  }
}
