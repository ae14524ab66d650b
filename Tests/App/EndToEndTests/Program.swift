import Files
import Foundation
import TestSupport

/// The built program, with a workspace of its own.
final class Program: Sendable {
  struct Result {
    var code: Int32
    var output: String
    var notes: String
  }

  private let place: TemporaryDirectory
  /// What a test keeps, and no command is to see.
  private let beside: TemporaryDirectory

  /// Makes a workspace with the default rules.
  convenience init() throws { try self.init(at: nil) }

  /// - Parameter path: where; nil: in a directory of its own.
  init(at path: Path?) throws {
    place = try TemporaryDirectory()
    root = path ?? place.path
    beside = try TemporaryDirectory()
    let result = try run(["init", "--quiet"])
    precondition(result.code == 0, "init failed: \(result.notes)")
  }

  let root: Path
  var inbox: Path { root / "inbox" }
  var outbox: Path { root / "outbox" }

  /// Runs a command to its end.
  func run(_ words: [String], environment: [String: String] = [:]) throws -> Result {
    try finish("\(Self.executable)", placed(words), environment)
  }

  /// Runs a line of bash in the workspace to its end; `$DROPMILL` is the program.
  func shell(_ line: String, environment: [String: String] = [:]) throws -> Result {
    let named = environment.merging(["DROPMILL": "\(Self.executable)"]) { $1 }
    return try finish("/bin/bash", ["-c", line], named)
  }

  private func finish(
    _ program: String, _ words: [String], _ environment: [String: String]
  ) throws -> Result {
    let notes = beside.path / "notes-\(UUID().uuidString).txt"
    try FileWriter.write([], to: notes)
    defer { Self.forget(notes) }
    let result = try ChildProcess(
      program, words, environment: environment, workingDirectory: root, output: .here,
      errors: .file(notes)
    ).finish()
    return Result(
      code: result.code, output: String(decoding: result.output, as: UTF8.self),
      notes: String(decoding: try FileReader.contents(of: notes), as: UTF8.self))
  }

  /// Starts the daemon; it runs until it is stopped or killed.
  func start(
    _ options: [String] = [], environment: [String: String] = [:]
  ) throws -> ChildProcess {
    try ChildProcess(
      "\(Self.executable)",
      placed(["run", "--log", "text", "--settle", "0.3"] + options), environment: environment,
      workingDirectory: root, errors: .file(root / "daemon.log"))
  }

  /// What the daemons of this workspace have logged.
  func log() throws -> String {
    String(decoding: try FileReader.contents(of: root / "daemon.log"), as: UTF8.self)
  }

  /// Drops a file as a program would: written beside, then renamed in.
  func drop(_ relative: Path, _ bytes: some Sequence<UInt8>) throws {
    let target = inbox / relative
    try Directory.make(target.parent)
    let hidden = target.parent / ".incoming-\(target.name.hashValue.magnitude)"
    try FileWriter.write(Array(bytes), to: hidden)
    try Renaming.move(hidden, to: target)
  }

  func drop(_ relative: Path, _ text: String) throws { try drop(relative, text.utf8) }

  /// Writes a file of the workspace that everybody may read and run.
  func write(_ path: Path, _ text: String) throws {
    let place = root / path
    try Directory.make(place.parent)
    try FileWriter.write(Array(text.utf8), to: place)
    chmod("\(place)", 0o755)
  }

  /// The sources that lie in a place below `stages/`, by name.
  func sources(in place: String) throws -> [String] {
    let directory = root / "stages" / place
    return try TreeListing.paths(below: directory).compactMap { path in
      let parts = path.components
      return parts.count == 3 && parts[1] == Array("source".utf8) ? Path.escaped(parts[2]) : nil
    }
  }

  func isPublished(_ relative: Path) throws -> Bool {
    try FileStatus.ifPresent(outbox / relative) != nil
  }

  private func placed(_ words: [String]) -> [String] {
    words + ["--workspace", root.description]
  }

  /// It is built beside the test bundle.
  static let executable = Path(CommandLine.arguments[0]).parent / "dropmill"

  private static func forget(_ path: Path) {
    // The workspace is removed as a whole at the end in any case.
    try? Directory.removeFile(path)
  }
}
