package import Files
import Synchronization

/// Writes the files of a publication, from as many tasks as there are.
///
/// Paths are relative to the target directory, of plain names: letters, digits and `.-_`. All
/// methods throw ``PublicationError`` for a path that leads elsewhere, and ``Files/FileError``.
package final class PublicationFiles: Sendable {
  private let building: Path
  private let state: Mutex<State>

  private struct State {
    var directories: Set<Path>
    /// What is to be made durable; nil: there are so many that all below the building is meant.
    var files: [Path]? = []
    var count = 0
  }

  /// More names than this are not remembered.
  private static let namesMax = 4096

  init(_ building: Path) {
    self.building = building
    state = Mutex(State(directories: [building]))
  }

  var isEmpty: Bool { count == 0 }

  var count: Int { state.withLock { $0.count } }

  /// All that was made, for ``Files/FileSync``.
  var made: (paths: [Path], trees: [Path]) {
    state.withLock { state in
      state.files.map { ($0 + state.directories.sorted(), []) } ?? ([], [building])
    }
  }

  /// Writes one file whole.
  package func write(_ path: Path, _ bytes: UnsafeRawBufferPointer) throws {
    try FileWriter.write(bytes, to: try place(for: path))
  }

  package func write(_ path: Path, _ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write(path, $0) }
  }

  /// A file to be written piece by piece; flush it at the end.
  package func makeFile(_ path: Path, bufferSize: Int = 64 << 10) throws -> FileWriter {
    try FileWriter(try place(for: path), bufferSize: bufferSize)
  }

  /// Takes in a file that is whole and that nobody will change: a second name for it where the
  /// outbox lies on the same file system, else a copy.
  package func add(_ path: Path, from file: Path) throws {
    let place = try place(for: path)
    try Directory.removeFile(place)
    try FileCopy.linkOrFile(file, to: place)
  }

  /// Lays a file of this publication, or else a visible one, at a second place, as
  /// ``add(_:from:)`` does.
  ///
  /// - Parameters:
  ///   - existing: relative to the target directory.
  ///   - published: the visible directory.
  package func add(_ path: Path, of existing: Path, orOf published: Path) throws {
    try add(path, from: try self.existing(existing, orOf: published))
  }

  /// Where a file of this publication, or else a visible one, lies now.
  package func existing(_ path: Path, orOf published: Path) throws -> Path {
    let built = building / path
    return try FileStatus.ifPresent(built) != nil ? built : published / path
  }

  /// Where a file is to be written; its directory is there.
  private func place(for path: Path) throws -> Path {
    try Self.check(path)
    let place = building / path
    let directory = place.parent
    try state.withLock { state in
      if !state.directories.contains(directory) {
        try Directory.make(directory)
        // The names of those above it too, or a disk would not find it.
        var made = directory
        while state.directories.insert(made).inserted { made = made.parent }
      }
      state.count += 1
      if state.count > Self.namesMax { state.files = nil }
      state.files?.append(place)
    }
    return place
  }

  /// - Throws: ``PublicationError``.
  static func check(_ path: Path) throws {
    var isNameStart = true
    for byte in path.bytes {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: isNameStart = false
      case 0x2e where !isNameStart: continue
      case 0x2f where !isNameStart: isNameStart = true
      default: throw PublicationError(.unsafePath, path)
      }
    }
    if isNameStart { throw PublicationError(.unsafePath, path) }
  }
}
