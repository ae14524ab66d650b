import Foundation
import Glibc
import Synchronization

/// A server on a free port of this machine that does what a test tells it to, byte by byte.
///
/// Each connection has a thread; a request is read whole, and answered with the steps that the
/// test's function gives.
package final class LoopbackServer: Sendable {
  package struct Request: Sendable {
    /// `POST /v1/messages HTTP/1.1` and the header lines.
    package let head: String
    package let body: [UInt8]
    /// Over which it came, from 1.
    package let connection: Int

    package var method: String { String(head.prefix { $0 != " " }) }
    package var path: String {
      String(head.split(separator: " ", maxSplits: 2).dropFirst().first ?? "")
    }
    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a header, by its name in lower case.
    package subscript(name: String) -> String? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name):") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
  }

  package enum Step: Sendable {
    case send([UInt8])
    /// Says nothing more until the client goes or the server is stopped.
    case hold
    /// Closes the connection, politely.
    case close
    /// Drops the connection: the client gets a reset.
    case drop

    package static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  private struct State {
    var requests: [Request] = []
    var descriptors: Set<Int32> = []
    var connectionCount = 0
    var goneCount = 0
    var isStopped = false
  }

  private let state = Mutex(State())
  private let listener: Int32
  package let port: UInt16
  private let answer: @Sendable (Request, Int) -> [Step]

  /// - Parameter answer: what to do with a request, and how many came before it.
  package init(_ answer: @escaping @Sendable (Request, Int) -> [Step]) throws {
    self.answer = answer
    (listener, port) = try Self.listen()
    let thread = Thread { [self] in accept() }
    thread.start()
  }

  package var url: String { "http://127.0.0.1:\(port)" }
  package var requests: [Request] { state.withLock { $0.requests } }
  package var connectionCount: Int { state.withLock { $0.connectionCount } }
  /// How many clients have closed their connection.
  package var goneCount: Int { state.withLock { $0.goneCount } }

  /// Ends all connections and listens no longer. Each test stops its servers.
  package func stop() {
    state.withLock { state in
      if state.isStopped { return }
      state.isStopped = true
      shutdown(listener, Int32(SHUT_RDWR))
      for descriptor in state.descriptors { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
  }

  /// An answer with its length, after which the connection stays open.
  package static func answer(
    _ status: Int, _ body: String, type: String = "application/json", headers: [String] = []
  ) -> [Step] {
    let lines = ["HTTP/1.1 \(status) X", "content-type: \(type)"] + headers
    let head = (lines + ["content-length: \(body.utf8.count)", "", ""]).joined(separator: "\r\n")
    return [.send(head + body)]
  }

  private static func listen() throws -> (Int32, UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && Glibc.listen(descriptor, 64) == 0
          && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  private func accept() {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      if descriptor < 0 { break }
      let number = state.withLock { state -> Int? in
        state.connectionCount += 1
        if !state.isStopped { state.descriptors.insert(descriptor) }
        return state.isStopped ? nil : state.connectionCount
      }
      guard let number else { break }
      let thread = Thread { [self] in serve(descriptor, number) }
      thread.start()
    }
    close(listener)
  }

  private func serve(_ descriptor: Int32, _ connection: Int) {
    var buffer: [UInt8] = []
    while let request = next(descriptor, connection, &buffer) {
      let number = state.withLock { state in
        state.requests.append(request)
        return state.requests.count - 1
      }
      if !perform(answer(request, number), on: descriptor) { break }
    }
    // Under the lock, so that `stop` never shuts down a descriptor that is somebody else's by now.
    state.withLock { state in
      state.descriptors.remove(descriptor)
      close(descriptor)
    }
  }

  /// False when the connection is over.
  private func perform(_ steps: [Step], on descriptor: Int32) -> Bool {
    for step in steps {
      switch step {
      case .send(let bytes): if !send(bytes, to: descriptor) { return false }
      case .close: return false
      case .drop:
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
          descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        return false
      case .hold:
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) > 0 {}
        state.withLock { $0.goneCount += $0.isStopped ? 0 : 1 }
        return false
      }
    }
    return true
  }

  private func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress.map { $0 + sent }, bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  private func next(
    _ descriptor: Int32, _ connection: Int, _ buffer: inout [UInt8]
  ) -> Request? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let head = buffer.firstRange(of: end) {
        let request = Request(
          head: String(decoding: buffer[..<head.lowerBound], as: UTF8.self), body: [],
          connection: connection)
        let length = request["content-length"].flatMap { Int($0) } ?? 0
        if buffer.count >= head.upperBound + length {
          let body = Array(buffer[head.upperBound..<(head.upperBound + length)])
          buffer.removeFirst(head.upperBound + length)
          return Request(head: request.head, body: body, connection: connection)
        }
      }
      var piece = [UInt8](repeating: 0, count: 65536)
      let count = recv(descriptor, &piece, piece.count, 0)
      if count <= 0 { return nil }
      buffer += piece[..<count]
    }
  }
}
