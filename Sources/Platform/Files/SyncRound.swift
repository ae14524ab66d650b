import Glibc

/// Makes durable what many callers ask for, and tells each when it is done.
struct SyncRound: Sendable {
  let home: FileSystemSync?

  /// Files in one go; each is an open descriptor meanwhile.
  private static let filesMax = 400

  func sync(_ requests: [SyncRequest]) {
    var rest = syncWhole(requests)[...]
    while !rest.isEmpty {
      var count = 0
      var files = 0
      while count < rest.count, count == 0 || files < Self.filesMax {
        files += rest[rest.startIndex + count].count
        count += 1
      }
      syncTogether(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
  }

  /// Serves the requests that one call for the whole file system can serve.
  ///
  /// - Returns: the others.
  private func syncWhole(_ requests: [SyncRequest]) -> [SyncRequest] {
    // Most rounds are a file or two: those are not even looked at.
    guard let home, !home.isFew(requests.reduce(0) { $0 + $1.count }) else { return requests }
    let held = requests.map { home.holds($0.paths + $0.trees) }
    let together = zip(requests, held).filter(\.1).map(\.0)
    let result: Result<Void, any Error>
    do {
      let count = together.reduce(0) { $0 + $1.count }
      guard home.suits(pathCount: count) else { return requests }
      try home.sync()
      result = .success(())
    } catch {
      result = .failure(error)
    }
    let isDone = if case .success = result { true } else { false }
    for request in together where isDone || !request.isJudgedAlone { request.answer(result) }
    return zip(requests, held).filter { !$0.1 || !isDone && $0.0.isJudgedAlone }.map(\.0)
  }

  /// All callers are told when all are done: what they do next, they then do together.
  private func syncTogether(_ requests: [SyncRequest]) {
    // The parts of a large request one after the other, small requests as one part each.
    let first = requests.map { request in
      Result { try Self.open(request.paths.prefix(Self.filesMax)) }
    }
    let results = zip(requests, first).map { request, files in
      Result {
        for file in try files.get() { try file.sync() }
        try Self.sync(request.paths.dropFirst(Self.filesMax))
        for tree in request.trees { try Self.sync(tree: tree) }
      }
    }
    for (request, result) in zip(requests, results) { request.answer(result) }
  }

  private static func sync(_ paths: ArraySlice<Path>) throws(FileError) {
    var rest = paths
    while !rest.isEmpty {
      for file in try open(rest.prefix(filesMax)) { try file.sync() }
      rest = rest.dropFirst(filesMax)
    }
  }

  private static func sync(tree: Path) throws(FileError) {
    var directories = [tree]
    while let directory = directories.popLast() {
      guard try FileStatus.ifPresent(directory) != nil else { continue }
      let entries = try Directory.entries(of: directory)
      let files = entries.filter { $0.kind != .directory }.map { directory.appending($0.name) }
      try sync((files + [directory])[...])
      directories += entries.filter { $0.kind == .directory }.map { directory.appending($0.name) }
    }
  }

  private static func open(_ paths: ArraySlice<Path>) throws(FileError) -> [OpenFile] {
    var files: [OpenFile] = []
    for path in paths {
      do throws(FileError) {
        files.append(try OpenFile(path))
      } catch {
        if error.errno != .noSuchFile { throw error }
      }
    }
    return files
  }

  /// A file whose bytes are on their way to the disk.
  private final class OpenFile {
    private let path: Path
    private let descriptor: Descriptor

    init(_ path: Path) throws(FileError) {
      self.path = path
      descriptor = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      descriptor.beginWriteBack()
    }

    func sync() throws(FileError) {
      do throws(Errno) { try descriptor.sync() } catch { throw FileError(.sync, path, error) }
    }
  }
}
