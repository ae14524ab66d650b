/// What is wrong with a command line.
struct UsageError: Error, Equatable, CustomStringConvertible {
  var message: String
  var hint: String?

  var description: String { message + (hint.map { "\nhint: \($0)" } ?? "") }
}
