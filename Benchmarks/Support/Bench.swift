import Files
import Foundation
import Glibc

/// What every benchmark gets: options, a place for files, peers, and the table to add figures to.
final class Bench {
  let options: Options
  let peers: Peers
  /// The program under test, built beside this one.
  let dropmill: Path
  private(set) var table = FigureTable()
  private let directory: Path
  private let memoryDirectory: Path
  private var made = 0

  init(_ options: Options) throws {
    self.options = options
    peers = Peers(python: options.python)
    directory = Path(options.directory) / "run-\(getpid())"
    memoryDirectory = Path(options.memoryDirectory) / "run-\(getpid())"
    dropmill = Self.program.parent / "dropmill"
    try Directory.make(directory)
  }

  /// This very program.
  static var program: Path {
    Path(CommandLine.arguments[0]).isAbsolute
      ? Path(CommandLine.arguments[0])
      : Path((try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "")
  }

  func add(_ figure: Figure) { table.add(figure) }

  /// A directory that was never used before: a file system is slow where much was deleted lately.
  func makeDirectory(inMemory: Bool = false) throws -> Path {
    made += 1
    let path = (inMemory ? memoryDirectory : directory) / "\(made)"
    try Directory.make(path)
    return path
  }

  /// How often something is measured; the median counts.
  var runs: Int { options.isQuick ? 1 : 3 }

  func removeFiles() throws {
    if options.keepsFiles { return }
    try Directory.remove(directory)
    try Directory.remove(memoryDirectory)
  }
}
