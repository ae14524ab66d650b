import CSpawn
package import Files
import Foundation
import Glibc
import Synchronization

/// Another program that a test or a measurement starts, and that ends with it.
///
/// Not Foundation's: that one looks through `/proc/self/fd` before it starts a program, reads past
/// the end of a page now and then, and takes the whole run with it. Here the child closes what it
/// does not get, blocks no signal, and is killed, with all that it started, when it is let go of.
package final class ChildProcess: Sendable {
  /// Where it says something to.
  package enum Output: Sendable {
    case nowhere
    /// To ``readLine()`` and ``readAll()``; both outputs may go there.
    case here
    /// Behind what the file holds already.
    case file(Path)
  }

  package let id: CInt
  /// The end of what it prints that can be read from; -1 without ``Output/here``.
  package let outputDescriptor: CInt
  /// Its exit code once it is reaped.
  private let code = Mutex<CInt?>(nil)
  private let unreadBytes = Mutex<[UInt8]>([])

  /// - Parameters:
  ///   - program: a path, or a name to be found in PATH.
  ///   - environment: besides what this process has.
  ///   - input: what it reads; at most what a pipe holds, 64 KB.
  /// - Throws: `ChildError`, and `FileError` when a file cannot be written.
  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    workingDirectory: Path = ".", input: [UInt8] = [], output: Output = .nowhere,
    errors: Output = .nowhere
  ) throws {
    let path = try Self.path(of: program)
    let answer = try PipeEnds()
    let question = try PipeEnds()
    try question.fill(input)
    let outputFile = try Self.file(output)
    let errorFile = try Self.file(errors)
    let descriptors = [
      question.reading,
      output.descriptor(answer.writing, outputFile?.rawValue),
      errors.descriptor(answer.writing, errorFile?.rawValue),
    ]
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let started = Self.start(
      path, [program] + arguments, all.map { "\($0)=\($1)" }, descriptors, workingDirectory)
    if started < 0 { throw ChildError(program: program, reason: Errno(code: -started)) }
    id = started
    let isHeard = output.isHere || errors.isHere
    outputDescriptor = isHeard ? answer.keepReading() : -1
  }

  deinit {
    kill()
    if outputDescriptor >= 0 { close(outputDescriptor) }
  }

  package var isRunning: Bool {
    code.withLock { $0 == nil } && spawn_await(id, 0) == 0
  }

  /// Sends a signal to it, and not to what it started.
  package func send(_ signal: CInt) {
    code.withLock { if $0 == nil { _ = Glibc.kill(id, signal) } }
  }

  /// Ends it and all that it started, as a crash or the loss of power would.
  package func kill() {
    code.withLock { if $0 == nil { spawn_kill(id) } }
    wait()
  }

  /// Asks it to end, and makes it after a minute.
  ///
  /// - Returns: its exit code.
  @discardableResult
  package func stop() -> CInt {
    send(SIGTERM)
    if isRunning, spawn_await(id, 60_000) == 0 { kill() }
    return wait()
  }

  /// Waits for its end.
  ///
  /// - Returns: its exit code, 128 more than the signal that ended it, as shells say it.
  @discardableResult
  package func wait() -> CInt {
    _ = spawn_await(id, -1)
    return code.withLock { code in
      if let code { return code }
      var ending = spawn_ending()
      spawn_reap(id, &ending)
      let result = ending.signal == 0 ? ending.status : 128 + ending.signal
      code = result
      return result
    }
  }

  /// What it prints until it closes its output.
  package func readAll() throws -> [UInt8] {
    while try readMore() {}
    return unreadBytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }

  /// The next line that it prints, without its end; nil when there is no more.
  package func readLine() throws -> String? {
    repeat {
      let line = unreadBytes.withLock { bytes -> String? in
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { bytes.removeSubrange(...end) }
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      if let line { return line }
    } while try readMore()
    return nil
  }

  /// Waits for its end and returns what it printed.
  package func finish() throws -> Ending {
    let output = outputDescriptor < 0 ? [] : try readAll()
    return Ending(code: wait(), output: output)
  }

  package struct Ending {
    package let code: CInt
    package let output: [UInt8]

    /// What it printed, without white space around it.
    package var text: String {
      String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// False at the end.
  private func readMore() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = try Errno.checkSize { read(outputDescriptor, &buffer, buffer.count) }
    unreadBytes.withLock { $0 += buffer[..<count] }
    return count > 0
  }

  private static func path(of program: String) throws -> String {
    if program.contains("/") { return program }
    let directories = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let paths = directories.split(separator: ":").map { "\($0)/\(program)" }
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else {
      throw ChildError(program: program, reason: .noSuchFile)
    }
    return path
  }

  private static func file(_ output: Output) throws -> OpenedFile? {
    guard case .file(let path) = output else { return nil }
    return try OpenedFile(path)
  }

  private static func start(
    _ path: String, _ arguments: [String], _ environment: [String], _ descriptors: [CInt],
    _ directory: Path
  ) -> pid_t {
    let words = (arguments.map { strdup($0) }, environment.map { strdup($0) })
    defer { (words.0 + words.1).forEach { free($0) } }
    var limits = spawn_limits()
    return directory.withCString { directory in
      var place = spawn_box()
      (place.directory, place.ruleset, place.user) = (directory, -1, .max)
      return spawn_start_boxed(
        path, words.0 + [nil], words.1 + [nil], descriptors[0], descriptors[1], descriptors[2],
        &limits, &place)
    }
  }
}

/// A program was not started.
package struct ChildError: Error, CustomStringConvertible {
  let program: String
  let reason: Errno

  package var description: String { "\(program) cannot be started: \(reason)" }
}

extension ChildProcess.Output {
  fileprivate var isHere: Bool { if case .here = self { true } else { false } }

  fileprivate func descriptor(_ pipe: CInt, _ file: CInt?) -> CInt {
    switch self {
    case .nowhere: -1
    case .here: pipe
    case .file: file ?? -1
    }
  }
}

/// Both ends of a pipe, closed when it is let go of.
private final class PipeEnds {
  private(set) var reading: CInt
  private(set) var writing: CInt

  init() throws {
    var ends: [CInt] = [-1, -1]
    let result = spawn_pipe(&ends)
    if result < 0 { throw Errno(code: -result) }
    (reading, writing) = (ends[0], ends[1])
    // The shim's does not block; who reads here waits.
    try Errno.check { fcntl(reading, F_SETFL, 0) }
  }

  deinit { for end in [reading, writing] where end >= 0 { close(end) } }

  /// Writes what is to be read, and no more after it.
  func fill(_ bytes: [UInt8]) throws {
    precondition(bytes.count <= 1 << 16, "a pipe holds no more")
    let count = try Errno.checkSize { write(writing, bytes, bytes.count) }
    precondition(count == bytes.count, "an empty pipe takes 64 KB at once")
    close(writing)
    writing = -1
  }

  /// The end to read from, which the caller closes.
  func keepReading() -> CInt {
    defer { reading = -1 }
    return reading
  }
}

/// A file that is open to be written at its end.
private final class OpenedFile {
  let rawValue: CInt

  init(_ path: Path) throws {
    rawValue = try Errno.check {
      path.withCString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }
    }
  }

  deinit { close(rawValue) }
}
