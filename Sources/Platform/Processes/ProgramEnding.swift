/// How a program ended by itself.
package struct ProgramEnding: Sendable, Equatable {
  /// Its exit status.
  package var status: Int
  /// What it wrote to its standard error, from the beginning; bytes that are no UTF-8 replaced.
  package var messages: String
}
