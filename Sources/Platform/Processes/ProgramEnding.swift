/// How a program ended by itself, and what it took.
package struct ProgramEnding: Sendable, Equatable {
  /// Its exit status.
  package var status: Int
  /// What it wrote to its standard error, from the beginning; bytes that are no UTF-8 replaced.
  package var messages: String
  /// Of processors, its children's included.
  package var processorSeconds: Double
  /// Resident at most.
  package var memoryBytes: Int
}
