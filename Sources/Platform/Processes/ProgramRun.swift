import CSpawn
import Files
import Glibc

// One thread serves one program: it waits for whatever can go on (input can be written, output or
// messages can be read, the program has ended), so that neither side ever waits for the other.

extension Program {
  /// Runs the program until it has ended, on this thread.
  ///
  /// - Parameters:
  ///   - input: the next part of what it reads; nil at the end. Never empty.
  ///   - output: takes the next part of what it writes.
  /// - Throws: ``ProgramError``; what `input` and `output` throw; `CancellationError` when the task
  ///   was cancelled. The program and its children have ended in any case.
  package func run(
    input: () throws -> [UInt8]?, output: (UnsafeRawBufferPointer) throws -> Void
  ) async throws -> ProgramEnding {
    let pipes = try ProgramPipes()
    let child = try ProgramChild(self, pipes)
    pipes.closeTheirs()
    let run = ProgramRun(self, child, pipes)
    return try await withTaskCancellationHandler {
      do {
        try run.serve(input: input, output: output)
      } catch {
        child.end()
        try Task.checkCancellation()
        throw error
      }
      let ending = child.end()
      try Task.checkCancellation()
      try DirectoryLimit(self).look()
      if ending.signal != 0 { throw ProgramError.killed(signal: ending.signal) }
      return ProgramEnding(
        status: Int(ending.status), messages: String(decoding: run.messages, as: UTF8.self))
    } onCancel: {
      child.kill()
    }
  }
}

/// The exchange with a program that runs.
private final class ProgramRun {
  private let child: ProgramChild
  private let pipes: ProgramPipes
  private let limits: ProgramLimits
  private let deadline: ContinuousClock.Instant
  private(set) var messages: [UInt8] = []
  private var outputCount = 0
  private var waiting: ArraySlice<UInt8> = []
  private var directoryLimit: DirectoryLimit

  init(_ program: Program, _ child: ProgramChild, _ pipes: ProgramPipes) {
    self.child = child
    self.pipes = pipes
    limits = program.limits
    directoryLimit = DirectoryLimit(program)
    deadline = ContinuousClock.now + limits.time
  }

  /// Until the program has ended and what it wrote was taken.
  func serve(
    input: () throws -> [UInt8]?, output: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var hasEnded = false
    while !hasEnded {
      if pipes.input >= 0, waiting.isEmpty {
        if let next = try input() { waiting = next[...] } else { pipes.closeInput() }
      }
      hasEnded = try wait()
      try directoryLimit.lookWhenDue()
      // Before the end is believed: what it wrote last may still lie in the pipes.
      try take(from: &pipes.output) { bytes in
        outputCount += bytes.count
        if outputCount > limits.outputBytes {
          throw ProgramError.tooMuchOutput(limit: limits.outputBytes)
        }
        try output(bytes)
      }
      try take(from: &pipes.errors) { bytes in
        messages += bytes.prefix(max(0, limits.messageBytes - messages.count))
      }
      send()
    }
  }

  /// Waits until something can go on, or the directory is to be looked at.
  ///
  /// The corresponding C function is `poll`.
  ///
  /// - Returns: whether the program has ended.
  private func wait() throws(ProgramError) -> Bool {
    // A negative descriptor is passed over.
    var entries = [
      pollfd(fd: pipes.input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: pipes.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipes.errors, events: Int16(POLLIN), revents: 0),
      pollfd(fd: child.watch, events: Int16(POLLIN), revents: 0),
    ]
    let now = ContinuousClock.now
    if now >= deadline { throw .timedOut(limits.time) }
    let left = max(.zero, now.duration(to: min(deadline, directoryLimit.nextLook)))
    if poll(&entries, nfds_t(entries.count), left.wholeMilliseconds) <= 0 { return false }
    return entries[3].revents != 0
  }

  /// Takes all that lies in a pipe; at its end the pipe is closed.
  private func take(
    from pipe: inout CInt, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    guard pipe >= 0 else { return }
    try withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
      while true {
        let count = read(pipe, buffer.baseAddress, buffer.count)
        if count > 0 {
          try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        } else if count == 0 {
          close(pipe)
          pipe = -1
          return
        } else if errno != EINTR {
          return
        }
      }
    }
  }

  /// Hands over what the program can take now. One that reads no more is left in peace.
  private func send() {
    while pipes.input >= 0, !waiting.isEmpty {
      let count = waiting.withUnsafeBytes {
        Glibc.send(pipes.input, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count > 0 { waiting = waiting.dropFirst(count) }
      if count < 0, errno == EAGAIN { return }
      if count < 0, errno != EINTR {
        waiting = []
        pipes.closeInput()
      }
    }
  }
}
