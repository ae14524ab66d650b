import Files
import Foundation
import Pipeline
import Processes
import Rules

/// One run of the program that a rule names for a stage.
///
/// Its exit status says what becomes of the item: 0 goes on; 65 (`EX_DATAERR`) gives the file up,
/// 77 (`EX_NOPERM`) leaves it to a person, both with what the program said last; anything else is a
/// failed attempt, which is tried again.
struct StageProgramRun {
  private let program: Program
  private let context: StageContext

  /// Characters of a program's messages that the report shows.
  private static let shownMax = 2000

  /// - Returns: nil when the rule names no program for this stage.
  /// - Throws: ``Files/FileError``, ``ProgramFault``.
  init?(_ context: StageContext) throws {
    guard let named = context.item.programs?[context.stage.rawValue], let first = named.run.first
    else { return nil }
    self.context = context
    let executable = Self.path(first, beside: context.rules)
    var program = Program(executable: executable, directory: try context.makeFiles())
    program.arguments = Array(named.run.dropFirst())
    // What lies beside a program in a folder of its own belongs to it; the rules do not.
    let isBare = executable.parent == context.rules
    program.readable = isBare ? [] : [executable.parent]
    if let seconds = named.timeoutSeconds { program.limits.time = .seconds(seconds) }
    if let bytes = named.memoryBytes { program.limits.memoryBytes = bytes }
    self.program = program
  }

  /// Where the program works, and may leave files.
  var directory: Path { program.directory }

  /// Runs it, from lines to lines.
  ///
  /// - Parameters:
  ///   - input: the next part of what it reads; nil at the end.
  ///   - line: takes each line that it writes, without its end; numbered from 1.
  func run(
    input: () throws -> [UInt8]?, line: ([UInt8], Int) throws -> Void
  ) async throws -> Outcome {
    do {
      return try await runOnce(input, line)
    } catch {
      // Another attempt makes its own, and nobody looks at these: they may be a full disk.
      try Directory.remove(directory)
      throw error
    }
  }

  private func runOnce(
    _ input: () throws -> [UInt8]?, _ line: ([UInt8], Int) throws -> Void
  ) async throws -> Outcome {
    var rest: [UInt8] = []
    var count = 0
    let ending = try await program.run(input: input) { bytes in
      var start = 0
      for end in bytes.indices where bytes[end] == UInt8(ascii: "\n") {
        rest += bytes[start..<end]
        count += 1
        if !rest.isEmpty { try line(rest, count) }
        rest.removeAll(keepingCapacity: true)
        start = end + 1
      }
      rest += bytes[start...]
      if rest.count > Self.lineBytesMax {
        throw ProgramFault("line \(count + 1) of its output is longer than 16 MiB")
      }
    }
    if !rest.isEmpty { try line(rest, count + 1) }
    return try outcome(of: ending)
  }

  private func outcome(of ending: ProgramEnding) throws -> Outcome {
    let said = String(
      ending.messages.trimmingCharacters(in: .whitespacesAndNewlines).suffix(Self.shownMax))
    switch ending.status {
    case 0:
      if !said.isEmpty {
        context.note(Finding(.note, "program-said", "\(context.stage.rawValue): \(said)"))
      }
      return .next
    case 65: return .reject([finding(said)])
    case 77: return .hold([finding(said)])
    default:
      throw ProgramFault(
        "\(program.executable) ended with status \(ending.status)"
          + (said.isEmpty ? " and said nothing" : ": \(said)"))
    }
  }

  private func finding(_ said: String) -> Finding {
    Finding(
      .error, "program-decided",
      "\(context.stage.rawValue): " + (said.isEmpty ? "the program gave no reason" : said))
  }

  private static func path(_ text: String, beside rules: Path) -> Path {
    text.hasPrefix("./") ? rules / Path(String(text.dropFirst(2))) : Path(text)
  }

  private static let lineBytesMax = 16 << 20
}
