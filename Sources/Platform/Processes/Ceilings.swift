/// What a process may take. 0 leaves a limit as it is.
package struct Ceilings: Sendable {
  /// Bytes of address space.
  package var memoryMax: Int
  /// Of each file that it writes, in bytes.
  package var fileMax: Int
  /// Seconds of processor time in its whole life.
  package var processorSecondsMax: Int
  package var descriptorsMax = 64

  package init(memoryMax: Int, fileMax: Int, processorSecondsMax: Int = 0) {
    self.memoryMax = memoryMax
    self.fileMax = fileMax
    self.processorSecondsMax = processorSecondsMax
  }
}
