// Any bytes at all are given to a parser, and what must hold afterwards is asked. A target that
// returns has passed; one that traps has found something. libFuzzer makes the bytes (`make fuzz`),
// and each input that once failed is kept in `Corpus/<target>` and run with the tests.

import Foundation

/// A parser of bytes from outside.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// What servers of language models answer.
  case answers
  /// Money, sizes, counts and days as people write them.
  case cells
  /// Rows written as CSV are read back as they were.
  case csv
  /// Names of files in archives, and what becomes of names of sources.
  case names
  case gate
  case globs
  case html
  case item
  case json
  case logs
  /// Addresses, queries, cookies and forms of web clients.
  case requests
  case rules
  /// What is taken out of logs, and what is read from them.
  case secrets
  /// The streams between stages.
  case stream
  case tables
  /// Cron lines.
  case times

  /// - Precondition: The parser holds to what it promises; else this traps.
  package func run(_ bytes: [UInt8]) {
    switch self {
    case .answers: AnswerTarget.run(bytes)
    case .cells: CellTarget.run(bytes)
    case .csv: CSVTarget.run(bytes)
    case .names: NameTarget.run(bytes)
    case .gate: GateTarget.run(bytes)
    case .globs: GlobTarget.run(bytes)
    case .html: HTMLTarget.run(bytes)
    case .item: ItemTarget.run(bytes)
    case .json: JSONTarget.run(bytes)
    case .logs: LogTarget.run(bytes)
    case .requests: RequestTarget.run(bytes)
    case .rules: RuleTarget.run(bytes)
    case .secrets: SecretTarget.run(bytes)
    case .stream: StreamTarget.run(bytes)
    case .tables: TableTarget.run(bytes)
    case .times: TimeTarget.run(bytes)
    }
  }
}

/// Says what does not hold, and ends the process as a crash would.
func expect(_ holds: Bool, _ message: @autoclosure () -> String) {
  if holds { return }
  let message = message()
  FileHandle.standardError.write(Data("\(message)\n".utf8))
  preconditionFailure(message)
}
