/// One thing that a log tells: a line, with the lines that belong to it.
package struct LogEvent: Sendable, Equatable {
  /// 1-based, of its first line.
  package var line: Int
  /// How many lines of the file it takes.
  package var lines: Int
  /// Milliseconds since 1970 in UTC; nil when the log says none.
  package var time: Int?
  package var level: LogLevel?
  /// The program, service or logger that said it; empty when the log does not tell.
  package var source: String
  /// What tells the lines of its program from those of others in the same log.
  package var stream = ""
  /// The first line, without time, level and source.
  package var message: String
  /// The lines below it, such as a stack trace, with newlines between them.
  package var details: String
  /// What the log calls the run that it belongs to; nil when it names none.
  package var run: String?
  /// The step of the run, where the log names one.
  package var step: String?
  /// Whether the log is kept by runs: each record has a place for the run, even if it is empty.
  package var isOfRuns: Bool
  /// Whether it begins with a level that is no mere margin: then it goes on with nothing above.
  package var saysLevel: Bool

  package init(
    line: Int, lines: Int = 1, time: Int? = nil, level: LogLevel? = nil, source: String = "",
    message: String, details: String = "", run: String? = nil, step: String? = nil,
    isOfRuns: Bool = false, saysLevel: Bool = false
  ) {
    self.line = line
    self.lines = lines
    self.time = time
    self.level = level
    self.source = source
    self.message = message
    self.details = details
    self.run = run
    self.step = step
    self.isOfRuns = isOfRuns
    self.saysLevel = saysLevel
  }

  /// All its text.
  package var text: String { details.isEmpty ? message : message + "\n" + details }
}
