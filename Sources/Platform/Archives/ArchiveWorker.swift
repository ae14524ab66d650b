import Executors
package import Files
import Processes

/// Unpacks archives in a process apart, one after another, with a process for each.
///
/// Archives are foreign, their readers are large, and nothing in one tells how much will come out
/// of it. The program `dropmill-archive` may take so much memory, time and room and no more. Names
/// are checked there before a file is made, and links are never made.
///
/// This module must not know libarchive; only that program does.
package actor ArchiveWorker {
  private let executable: Path
  private let timeout: Duration
  private let limits: ArchiveLimits
  private let executor: ThreadExecutor

  // Waiting for an answer blocks: not on the shared pool.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// - Parameters:
  ///   - executable: The program; ``Files/Path/besideThisProgram(_:)`` finds it.
  ///   - timeout: For one archive, as the clock on the wall runs.
  package init(
    executable: Path = .besideThisProgram("dropmill-archive"), timeout: Duration = .seconds(600),
    limits: ArchiveLimits = ArchiveLimits()
  ) {
    self.executable = executable
    self.timeout = timeout
    self.limits = limits
    executor = ThreadExecutor(name: "archives")
  }

  /// Unpacks an archive into an empty directory. After an error some files may be there.
  ///
  /// - Throws: ``ArchiveError``; `CancellationError`, which is looked for before the work only.
  package func unpack(_ source: Path, into directory: Path) throws -> Unpacked {
    try unpack(
      UnpackRequest(source: source, directory: directory, limits: limits), source)
  }

  /// Unpacks one file that was packed by itself, with gzip, zstd, xz or bzip2. Its name is the one
  /// that it had, or `data`.
  ///
  /// - Throws: as ``unpack(_:into:)``.
  package func unpackOneFile(_ source: Path, into directory: Path) throws -> Unpacked {
    try unpack(
      UnpackRequest(source: source, directory: directory, limits: limits, isOneFile: true), source)
  }

  private func unpack(_ request: UnpackRequest, _ source: Path) throws -> Unpacked {
    try Task.checkCancellation()
    do throws(ArchiveError.Reason) {
      switch try answer(to: request) {
      case .unpacked(let unpacked): return unpacked
      case .refused(let refusal): throw .refused(refusal)
      case .failed(let text): throw .failed(text)
      }
    } catch {
      throw ArchiveError(error, source)
    }
  }

  /// Ends the thread. Nothing may be asked afterwards.
  package func close() { executor.stop() }

  private func answer(to request: UnpackRequest) throws(ArchiveError.Reason) -> ArchiveAnswer {
    do throws(ProcessFailure) {
      let process = try LineProcess(
        executable: executable, arguments: [],
        ceilings: Ceilings(
          memoryMax: limits.memoryMax, fileMax: limits.fileBytesMax,
          processorSecondsMax: limits.processorSecondsMax))
      let line = try process.exchange(JSONLine.text(of: request), timeout: timeout)
      guard let answer = JSONLine.value(ArchiveAnswer.self, of: line) else { throw .misbehaved }
      return answer
    } catch {
      throw .process(error)
    }
  }
}
