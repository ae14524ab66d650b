import Executors
package import Files
import Processes

/// Inspects and renders pictures in a process apart, one after another.
///
/// Decoders of pictures are large and foreign bytes break them now and then. They live in the
/// program `dropmill-images`: what crashes, hangs or takes too much memory there costs one request
/// and nothing else. The process starts with the first request and again after each failure.
///
/// This module must not know libvips; only that program does. Requests wait for each other, so two
/// workers are two processes.
package actor ImageWorker {
  private let executable: Path
  private let timeout: Duration
  private let limits: ImageLimits
  private let executor: ThreadExecutor
  private var process: LineProcess?

  // Waiting for an answer blocks: not on the shared pool.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// - Parameters:
  ///   - executable: The program; ``besideThisProgram()`` finds it where it is installed.
  ///   - timeout: For one request, as the clock on the wall runs.
  package init(
    executable: Path, timeout: Duration = .seconds(60), limits: ImageLimits = ImageLimits()
  ) {
    self.executable = executable
    self.timeout = timeout
    self.limits = limits
    executor = ThreadExecutor(name: "images")
  }

  /// `dropmill-images` in the directory of the running program.
  package static func besideThisProgram() -> Path { .besideThisProgram("dropmill-images") }

  /// What a picture is and shows; decodes a small copy.
  ///
  /// - Throws: ``ImageError``; `CancellationError`, which is looked for before the request only.
  package func inspect(_ path: Path) throws -> ImageFacts {
    guard case .inspected(let facts) = try answer(to: .inspect(source: path), about: path) else {
      throw ImageError(.process(.misbehaved), path)
    }
    return facts
  }

  /// Writes smaller copies of a picture. Each file appears whole or not at all; after an error some
  /// may be there, and doing it again replaces them with the same bytes.
  ///
  /// - Returns: The files, sizes from the largest, in each size the encodings as requested.
  /// - Throws: as ``inspect(_:)``.
  package func render(_ request: RenderRequest) throws -> [RenderedImage] {
    let answer = try answer(to: .render(request), about: request.source)
    guard case .rendered(let files) = answer else {
      throw ImageError(.process(.misbehaved), request.source)
    }
    return files
  }

  /// Ends the process and the thread. Nothing may be asked afterwards.
  package func close() {
    process = nil
    executor.stop()
  }

  private func answer(to task: ImageTask, about path: Path) throws -> ImageAnswer {
    try Task.checkCancellation()
    do throws(ImageError.Reason) {
      let answer = try exchange(task)
      switch answer {
      case .refused(let refusal): throw .refused(refusal)
      case .failed(let text): throw .failed(text)
      case .inspected, .rendered: return answer
      }
    } catch {
      throw ImageError(error, path)
    }
  }

  private func exchange(_ task: ImageTask) throws(ImageError.Reason) -> ImageAnswer {
    do throws(ProcessFailure) {
      let process = try runningProcess()
      let line = try process.exchange(task.line, timeout: timeout)
      guard let answer = ImageAnswer(line: line) else { throw .misbehaved }
      return answer
    } catch {
      process = nil
      throw .process(error)
    }
  }

  /// A process that died while nobody asked it anything is no fault of the next picture.
  private func runningProcess() throws(ProcessFailure) -> LineProcess {
    if let process, process.isIdle { return process }
    let started = try LineProcess(
      executable: executable, arguments: [limits.line], ceilings: limits.ceilings)
    process = started
    return started
  }
}
