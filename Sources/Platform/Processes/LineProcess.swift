import CBox
import CSpawn
package import Files
import Glibc

// Programs of ours that run apart, because what they read may break them. One is asked a line and
// answers a line, in JSON; what it may take has ceilings, and when it does not answer it is killed.

/// A running program that answers each line with a line; killed when the last reference goes.
///
/// It speaks over a pair of sockets rather than pipes: a write to a dead reader is then an error
/// of the call, whatever the process does with SIGPIPE.
package final class LineProcess {
  private let child: pid_t
  private let channel: Descriptor
  private let clock = ContinuousClock()
  private var isReaped = false

  /// An answer is some JSON; whoever sends more is not what we started.
  private static let answerBytesMax = 1 << 20

  package init(
    executable: Path, arguments: [String], ceilings: Ceilings
  ) throws(ProcessFailure) {
    var pair: [CInt] = [-1, -1]
    let result = spawn_socket_pair(&pair)
    if result < 0 { throw .unavailable(executable, Errno(code: -result)) }
    channel = Descriptor(rawValue: pair[0])
    let remote = Descriptor(rawValue: pair[1])
    child = Self.start(executable, arguments, ceilings, remote.rawValue)
    if child < 0 {
      isReaped = true
      throw .unavailable(executable, Errno(code: -child))
    }
  }

  deinit { if !isReaped { _ = end(graceMilliseconds: 0) } }

  /// Whether the process is there and owes no answer.
  ///
  /// The corresponding C function is `poll`: a process that has ended makes the channel readable.
  package var isIdle: Bool { !isReaped && !waitUntilReadable(milliseconds: 0) }

  /// Sends a line and waits for the line that answers it.
  ///
  /// After an error the process is gone.
  package func exchange(_ line: [UInt8], timeout: Duration) throws(ProcessFailure) -> [UInt8] {
    let deadline = clock.now + timeout
    if !send(line + [UInt8(ascii: "\n")]) { throw reasonOfEnd() }
    var answer: [UInt8] = []
    while answer.last != UInt8(ascii: "\n") {
      let left = clock.now.duration(to: deadline)
      guard left > .zero, waitUntilReadable(milliseconds: left.wholeMilliseconds) else {
        _ = end(graceMilliseconds: 0)
        throw .timedOut(timeout)
      }
      if !receive(into: &answer) { throw reasonOfEnd() }
      if answer.count > Self.answerBytesMax {
        _ = end(graceMilliseconds: 0)
        throw .misbehaved
      }
    }
    return answer.dropLast()
  }

  /// Kills the process, unless it ends by itself within the grace, and takes leave of it.
  private func end(graceMilliseconds: CInt) -> spawn_ending {
    isReaped = true
    if spawn_await(child, graceMilliseconds) == 0 { spawn_kill(child) }
    var ending = spawn_ending()
    spawn_reap(child, &ending)
    return ending
  }

  /// Why the process broke off. The channel closes in the middle of dying, so a moment of grace
  /// keeps our own SIGKILL from hiding what came first.
  private func reasonOfEnd() -> ProcessFailure {
    let ending = end(graceMilliseconds: 1000)
    return ending.signal == 0 ? .misbehaved : .crashed(signal: ending.signal)
  }

  /// The corresponding C function is `send`.
  private func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        Glibc.send(channel.rawValue, buffer.baseAddress, buffer.count, CInt(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Appends what is there; false at the end.
  private func receive(into bytes: inout [UInt8]) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 16) { buffer in
      let count = recv(channel.rawValue, buffer.baseAddress, buffer.count, 0)
      if count < 0, errno == EINTR { return true }
      if count <= 0 { return false }
      bytes.append(contentsOf: buffer[..<count])
      return true
    }
  }

  /// The corresponding C function is `poll`; true also when it was interrupted by a signal.
  private func waitUntilReadable(milliseconds: CInt) -> Bool {
    var entry = pollfd(fd: channel.rawValue, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, milliseconds) != 0
  }

  /// An empty environment but for what keeps the program small and alike everywhere.
  private static func start(
    _ executable: Path, _ arguments: [String], _ ceilings: Ceilings, _ channel: CInt
  ) -> pid_t {
    var limits = spawn_limits()
    // One of our own programs, which has a shadow where this one has.
    if box_has_shadow() == 0 { limits.memory_max = UInt64(ceilings.memoryMax) }
    limits.file_max = UInt64(ceilings.fileMax)
    limits.processor_max = UInt64(ceilings.processorSecondsMax)
    limits.descriptors_max = UInt64(ceilings.descriptorsMax)
    let name = Path.escaped(executable.name)
    return executable.withCString { path in
      CStrings.with([name] + arguments) { arguments in
        CStrings.with(["LC_ALL=C.UTF-8", "TZ=UTC"]) { environment in
          spawn_start(path, arguments, environment, channel, channel, -1, &limits)
        }
      }
    }
  }
}
