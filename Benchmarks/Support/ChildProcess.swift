import Files
import Foundation
import Glibc

/// Another program that this one started and ends.
final class ChildProcess {
  private let process = Process()
  private let output: Pipe?

  /// - Parameters:
  ///   - errors: a file for what the program complains about.
  ///   - capturesOutput: whether ``finish()`` returns what it prints.
  init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    workingDirectory: String? = nil, errors: Path? = nil, capturesOutput: Bool = false
  ) throws {
    // `env` finds the program in PATH.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let workingDirectory { process.currentDirectoryURL = URL(filePath: workingDirectory) }
    output = capturesOutput ? Pipe() : nil
    process.standardOutput = output ?? FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    if let errors {
      try FileWriter.write([], to: errors)
      process.standardError = FileHandle(forWritingAtPath: errors.description)
    }
    try process.run()
  }

  var id: pid_t { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// The end of what it prints that can be read from.
  var outputDescriptor: CInt { output?.fileHandleForReading.fileDescriptor ?? -1 }

  /// Waits for its end and returns what it printed, without white space around it.
  func finish() throws -> (status: CInt, output: String) {
    let data = try output?.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    return (process.terminationStatus, text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  func send(_ signal: CInt) { kill(id, signal) }

  /// Asks it to end, and makes it when it does not.
  func stop() {
    if !isRunning { return }
    send(SIGTERM)
    if !wait(10, until: { !isRunning }) { send(SIGKILL) }
    process.waitUntilExit()
  }

  /// What the kernel says of its memory and time.
  var usage: ProcessUsage { ProcessUsage(id) }
}
