import Pipeline

/// What a word of the command line stands for, where a shell completes it.
enum Operand: Sendable, Equatable {
  case nothing
  case files
  case directories
  /// Items that lie in one of these places.
  case items([Workspace.Place])
  case topics
}

/// The second word of a command that does several things.
struct Verb: Sendable {
  let name: String
  let summary: String
  let takes: Operand

  init(_ name: String, _ summary: String, takes: Operand = .nothing) {
    self.name = name
    self.summary = summary
    self.takes = takes
  }
}
