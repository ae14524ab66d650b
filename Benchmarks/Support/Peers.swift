import Foundation
import TestSupport

/// Other programs that do the same, where they are installed.
struct Peers {
  /// The Python interpreter that is used.
  let python: String
  private let hasPython: Bool

  /// - Parameter python: tried first; then the `python3` of the system.
  init(python: String) {
    let isThere = FileManager.default.isExecutableFile(atPath: python)
    // Scripts run in directories of their own.
    self.python = isThere ? URL(filePath: python).path(percentEncoded: false) : "python3"
    hasPython = isThere || Self.succeeds("python3", ["--version"])
  }

  static let installation = "run Benchmarks/peers/setup"

  /// A program that `peers/setup` has built beside the interpreter; nil when it is not there.
  func built(_ name: String) -> String? {
    let path = URL(filePath: python).deletingLastPathComponent().appending(path: name)
      .path(percentEncoded: false)
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }

  /// What has to be installed before these modules can be used; nil when all are there.
  func missing(_ modules: [String], programs: [String] = []) -> String? {
    for program in programs where !Self.succeeds("sh", ["-c", "command -v \(program)"]) {
      return "no \(program): \(Self.installation)"
    }
    if !hasPython { return "no python3: \(Self.installation)" }
    let check = modules.map { "import \($0)" }.joined(separator: "; ")
    if Self.succeeds(python, ["-c", check.isEmpty ? "pass" : check]) { return nil }
    return "not all of \(modules.joined(separator: ", ")): \(Self.installation)"
  }

  /// A script beside this source, `Benchmarks/peers/<name>`.
  static func script(_ name: String) -> String {
    let here = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return here.appending(path: "peers").appending(path: name).path(percentEncoded: false)
  }

  private static func succeeds(_ program: String, _ arguments: [String]) -> Bool {
    guard let child = try? ChildProcess(program, arguments, output: .here),
      let result = try? child.finish()
    else { return false }  // What cannot be started is not there.
    return result.code == 0
  }
}
