import Foundation
import HTTPServer

/// A server on a free port, for as long as a test asks it things.
struct Bench: Sendable {
  let port: UInt16

  /// - Parameter handler: answers the requests of `body`.
  static func run<Value: Sendable>(
    _ change: (inout HTTPConfiguration) -> Void = { _ in },
    handler: @escaping @Sendable (Request) async -> Response,
    _ body: @escaping @Sendable (Bench) async throws -> Value
  ) async throws -> Value {
    var configuration = HTTPConfiguration(.address(ListenAddress(host: "127.0.0.1", port: 0)))
    configuration.graceSeconds = 1
    // So long a handler may take where other tests have the threads.
    configuration.idleSeconds = 120
    change(&configuration)
    let server = try Server(configuration) { _ in }
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        try await server.run(handler)
        return nil
      }
      group.addTask { try await body(Bench(port: server.port)) }
      defer { group.cancelAll() }
      while let value = try await group.next() {
        if let value { return value }
      }
      throw HTTPBenchError.ended
    }
  }

  /// Sends bytes over a connection of its own and returns all that comes until the server ends it,
  /// or until `enough` of it is there.
  func send(_ text: String, until enough: String? = nil) async throws -> String {
    try await send(Array(text.utf8), until: enough)
  }

  func send(_ bytes: [UInt8], until enough: String? = nil) async throws -> String {
    // Blocks, so on a thread of its own: handlers need those of the shared pool.
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try exchange(bytes, enough) })
      }
    }
  }

  private func exchange(_ bytes: [UInt8], _ enough: String?) throws -> String {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = UInt16(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, UInt32(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw HTTPBenchError.refused }
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, UInt32(MemoryLayout<timeval>.size))
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      sent += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count <= 0 { break }
      answer += buffer[..<count]
      if let enough, String(decoding: answer, as: UTF8.self).contains(enough) { break }
    }
    return String(decoding: answer, as: UTF8.self)
  }
}

enum HTTPBenchError: Error {
  case refused, ended
}
