import CSpawn
import Files
import Glibc

/// One running `dropmill-images`, killed when the last reference goes.
///
/// It speaks over a pair of sockets rather than pipes: a write to a dead reader is then an error
/// of the call, whatever the process does with SIGPIPE.
final class ImageProcess {
  private let child: pid_t
  private let channel: Descriptor
  private let clock = ContinuousClock()
  private var isReaped = false

  /// An answer is a few lines of JSON; whoever sends more is not what we started.
  private static let answerBytesMax = 1 << 20

  init(executable: Path, limits: ImageLimits) throws(ImageError.Reason) {
    var pair: [CInt] = [-1, -1]
    let result = spawn_socket_pair(&pair)
    if result < 0 { throw .unavailable(executable, Errno(code: -result)) }
    channel = Descriptor(rawValue: pair[0])
    let remote = Descriptor(rawValue: pair[1])
    child = Self.start(executable, limits, remote.rawValue)
    if child < 0 {
      isReaped = true
      throw .unavailable(executable, Errno(code: -child))
    }
  }

  deinit { if !isReaped { _ = end(graceMilliseconds: 0) } }

  /// Whether the process is there and owes no answer.
  ///
  /// The corresponding C function is `poll`: a process that has ended makes the channel readable.
  var isIdle: Bool { !isReaped && !waitUntilReadable(milliseconds: 0) }

  /// Sends a line and waits for the line that answers it.
  ///
  /// After an error the process is gone.
  func exchange(_ line: [UInt8], timeout: Duration) throws(ImageError.Reason) -> [UInt8] {
    let deadline = clock.now + timeout
    if !send(line + [UInt8(ascii: "\n")]) { throw reasonOfEnd() }
    var answer: [UInt8] = []
    while answer.last != UInt8(ascii: "\n") {
      let left = clock.now.duration(to: deadline)
      guard left > .zero, waitUntilReadable(milliseconds: left.milliseconds) else {
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
  private func reasonOfEnd() -> ImageError.Reason {
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
  private static func start(_ executable: Path, _ limits: ImageLimits, _ channel: CInt) -> pid_t {
    var ceilings = spawn_limits()
    ceilings.memory_max = UInt64(limits.memoryMax)
    ceilings.file_max = UInt64(limits.fileMax)
    ceilings.descriptors_max = 64
    return executable.withCString { path in
      withCStrings(["dropmill-images", limits.line]) { arguments in
        withCStrings(["LC_ALL=C.UTF-8", "TZ=UTC"]) { environment in
          spawn_start(path, arguments, environment, channel, channel, -1, &ceilings)
        }
      }
    }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, as `poll` takes them.
  fileprivate var milliseconds: CInt {
    let (seconds, attoseconds) = components
    let rounded = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return CInt(clamping: rounded)
  }
}

/// The texts as C's array that ends with NULL, for the time of the call.
private func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}
