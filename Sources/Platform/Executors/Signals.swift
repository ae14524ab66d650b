import Dispatch
import Glibc

/// Signals that ask the process for something, as a stream.
package final class Signals: @unchecked Sendable {
  package static let interrupt = SIGINT
  package static let terminate = SIGTERM
  package static let hangUp = SIGHUP

  package let received: AsyncStream<Int32>
  // Set once in `init` and only kept alive afterwards.
  private var sources: [any DispatchSourceSignal] = []

  /// Takes these signals over from the kernel's defaults, for the rest of the process.
  package init(_ numbers: [Int32]) {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    received = stream
    for number in numbers {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { @Sendable in continuation.yield(number) }
      source.resume()
      sources.append(source)
    }
    Self.ignoreBrokenPipes()
  }

  /// A reader that goes away is an error of the write, not the end of the process.
  package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
