import Files
import Foundation
import Processes
import Rules

// A program of the user that does tasks, or recovers what failed: one JSON object in, one out. It
// runs confined (Processes): no network, no files but those beside it, limits of time and memory.
//
//   in    {"task": …, "incident": …}
//   out   {"state": "completed", "note": "…"}; nothing: what its exit status says
//   status 0 done, 77 blocked: a person must help; anything else failed

/// A program that a rule file names.
struct AgentProgram: Sendable, Equatable {
  /// The program and its arguments. One that begins with `./` lies in the folder of rules.
  var run: [String]
  var timeout = Duration.seconds(60)
  var memoryBytes = 512 << 20

  private static let outputBytesMax = 1 << 20
  private static let blockedStatus = 77

  /// What it says.
  struct Answer: Sendable, Equatable {
    var state: TaskState
    var note: String
  }

  /// - Parameters:
  ///   - directory: an empty one in which it works.
  ///   - rules: the folder of rules.
  /// - Throws: ``Processes/ProgramError``, `CancellationError`.
  func answer(to input: [UInt8], in directory: Path, rules: Path) async throws -> Answer {
    guard let first = run.first else { preconditionFailure("a program has a name") }
    let executable = first.hasPrefix("./") ? rules / Path(String(first.dropFirst(2))) : Path(first)
    var program = Program(executable: executable, directory: directory)
    program.arguments = Array(run.dropFirst())
    program.readable = executable.parent == rules ? [executable] : [executable.parent]
    program.limits.time = timeout
    program.limits.memoryBytes = memoryBytes
    program.limits.outputBytes = Self.outputBytesMax
    var rest: [UInt8]? = input
    var output: [UInt8] = []
    let ending = try await program.run(
      input: {
        defer { rest = nil }
        return rest
      }, output: { output += $0 })
    return Self.answer(output, status: ending.status, messages: ending.messages)
  }

  /// What a person is shown and agrees to: each word as it is given, and which program of the
  /// folder of rules it is, so that another of the same name is not taken for it.
  func words(rules: Path) throws -> String {
    try run.enumerated().map { place, word in
      let isPlain = !word.isEmpty && word.allSatisfy { !$0.isWhitespace && !"\"'\\".contains($0) }
      let shown = isPlain ? word : "\"\(word.replacing("\"", with: "\\\""))\""
      if place > 0 || !word.hasPrefix("./") { return shown }
      let path = rules / Path(String(word.dropFirst(2)))
      guard try FileStatus.ifPresent(path)?.kind == .file else { return "\(shown) (not there)" }
      return "\(shown) (version \(try Fingerprint(ofFile: path).description.prefix(8)))"
    }
    .joined(separator: " ")
  }

  private struct Said: Decodable {
    var state: String?
    var note: String?
  }

  static func answer(_ output: [UInt8], status: Int, messages: String) -> Answer {
    let messages = messages.trimmingCharacters(in: .whitespacesAndNewlines)
    guard status == 0 else {
      let note = messages.isEmpty ? "ended with status \(status)" : messages
      return Answer(state: status == blockedStatus ? .blocked : .failed, note: note)
    }
    let text = String(decoding: output, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if text.isEmpty { return Answer(state: .completed, note: messages) }
    // What is no answer is told as it was said.
    guard let said = try? JSONDecoder().decode(Said.self, from: Data(text.utf8)) else {
      return Answer(
        state: .failed, note: "it wrote no JSON object with a state: \(text.prefix(200))")
    }
    let state = said.state.map(TaskState.init(rawValue:)) ?? .completed
    guard let state, [.completed, .failed, .blocked, .review].contains(state) else {
      return Answer(
        state: .failed,
        note: "it says “\(said.state ?? "")”: completed, failed, blocked or review are answers")
    }
    return Answer(state: state, note: said.note ?? messages)
  }
}
