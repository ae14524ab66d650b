package import Files

/// A program of somebody else, and what it may reach and take.
///
/// It runs as the leader of its own session with an empty environment and no open files but its
/// input, output and messages. It reads the system's programs and libraries and ``readable``,
/// writes in ``directory`` alone, has no network, and sees no other process.
package struct Program: Sendable {
  /// Absolute.
  package var executable: Path
  package var arguments: [String] = []
  /// Where it works: the only place in which it may write.
  package var directory: Path
  /// Files and directories that it may read and run, besides the system's.
  package var readable: [Path] = []
  package var limits = ProgramLimits()

  package init(executable: Path, directory: Path) {
    self.executable = executable
    self.directory = directory
  }
}

/// What one run of a program may take.
package struct ProgramLimits: Sendable, Equatable {
  /// From start to end.
  package var time = Duration.seconds(60)
  /// Of a processor.
  package var processorSeconds = 600
  /// Bytes of address space.
  package var memoryBytes = 512 << 20
  /// Bytes that it may hand out.
  package var outputBytes = 1 << 30
  /// Bytes of any one file that it writes.
  package var fileBytes = 1 << 30
  /// Names in its directory, at any depth.
  package var files = 100_000
  /// Bytes in its directory, all files together.
  package var directoryBytes = 4 << 30
  /// Bytes of its messages that are kept; more are read and forgotten.
  package var messageBytes = 16 << 10
  /// Processes at the same time, of its user. Does not bind root.
  package var processes = 64

  package init() {}
}
