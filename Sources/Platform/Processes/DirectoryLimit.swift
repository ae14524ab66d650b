import Files

/// Ends a program that fills its directory.
///
/// No limit of the kernel counts the files of a process or their bytes together, and quotas are
/// for users. So it is looked at now and then, and once more at the end.
struct DirectoryLimit {
  private let program: Program
  private let clock = ContinuousClock()
  private(set) var nextLook: ContinuousClock.Instant

  /// At the least; and ten times as long as a look takes, so that looking is never the work.
  private static let pause = Duration.seconds(1)

  init(_ program: Program) {
    self.program = program
    nextLook = clock.now + Self.pause
  }

  /// - Throws: ``ProgramError``, and `FileError` when the directory cannot be read.
  mutating func lookWhenDue() throws {
    if clock.now < nextLook { return }
    let taken = try clock.measure { try look() }
    nextLook = clock.now + max(Self.pause, taken * 10)
  }

  func look() throws {
    let limits = program.limits
    let use = try DirectoryUse(
      of: program.directory, filesMax: limits.files, bytesMax: limits.directoryBytes)
    if use.files > limits.files { throw ProgramError.tooManyFiles(limit: limits.files) }
    if use.bytes > limits.directoryBytes {
      throw ProgramError.tooManyBytes(limit: limits.directoryBytes)
    }
  }
}
