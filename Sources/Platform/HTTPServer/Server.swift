import CHTTP
import Files
import Glibc
import Synchronization

// libmicrohttpd reads and writes on its own threads; handlers run as tasks. Between the two stands
// an `Exchange` for each request. The corresponding C functions are in CHTTP.

/// Answers requests over HTTP/1.1.
package final class Server: Sendable {
  /// Where it listens.
  package let port: UInt16
  private let configuration: HTTPConfiguration
  /// Engines take copies of it, so that one can follow another and no connection is refused; -1
  /// when it is closed.
  private let listener: Mutex<CInt>
  private let remark: @Sendable (String) -> Void
  private let renewed: @Sendable ((any Error)?) -> Void
  private let renewals: AsyncStream<Void>
  private let renewal: AsyncStream<Void>.Continuation

  /// Listens; requests wait until ``run(_:)``.
  ///
  /// - Parameters:
  ///   - remark: gets what is worth a line for somebody who looks for a fault.
  ///   - renewed: hears that the certificate was read again, or why it stays as it was.
  /// - Throws: ``HTTPServerError``.
  package init(
    _ configuration: HTTPConfiguration, remark: @escaping @Sendable (String) -> Void,
    renewed: @escaping @Sendable ((any Error)?) -> Void = { _ in }
  ) throws(HTTPServerError) {
    self.configuration = configuration
    self.remark = remark
    self.renewed = renewed
    (renewals, renewal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    let socket: CInt
    switch configuration.socket {
    case .inherited(let inherited, _): socket = inherited
    case .address(let address):
      let wanted = http_listen(address.host, address.port)
      let mayMove = configuration.mayTakeOtherPort && wanted == -EADDRINUSE
      socket = mayMove ? http_listen(address.host, 0) : wanted
      if socket < 0 { throw .listening(on: address, code: socket) }
    }
    listener = Mutex(socket)
    port = http_port(socket)
    if port == 0 {
      throw HTTPServerError(.other, "the socket that was handed over listens on no port")
    }
  }

  /// Who never came to answer must not keep the port from the next.
  deinit { stopListening() }

  /// Reads the certificate and its key again, for connections from now on. Where they cannot be
  /// used, those from before stay.
  package func renewCertificate() { if configuration.certificate != nil { renewal.yield() } }

  /// Answers requests until cancelled; those that are under way then are finished, within
  /// ``HTTPConfiguration/graceSeconds``.
  ///
  /// - Parameter began: called when it answers; never where it cannot begin.
  /// - Throws: ``HTTPServerError`` when it cannot begin, ``Files/FileError`` when the certificate
  ///   cannot be read.
  package func run(
    _ handler: @escaping @Sendable (Request) async -> Response,
    began: @Sendable () -> Void = {}
  ) async throws {
    http_allow_descriptors(UInt32(configuration.connectionsMax * 2 + 512))
    defer { stopListening() }
    let first = try makeEngine()
    began()
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        var engine = first
        group.addTask { await Self.serve(first, handler, within: self.grace) }
        for await _ in renewals {
          guard let next = successor() else { continue }
          engine.retire()
          engine = next
          group.addTask { await Self.serve(next, handler, within: self.grace) }
        }
      }
    } onCancel: {
      stopListening()
    }
  }

  private var grace: Duration { .seconds(configuration.graceSeconds) }

  /// One with the certificate as it is now; nil where it cannot be used.
  private func successor() -> Engine? {
    do {
      let engine = try makeEngine()
      renewed(nil)
      return engine
    } catch {
      renewed(error)
      return nil
    }
  }

  private func makeEngine() throws -> Engine {
    let certificate = try configuration.certificate.map {
      (
        certificate: try FileReader.contents(of: $0.certificate, limit: 1 << 20) + [0],
        key: try FileReader.contents(of: $0.key, limit: 1 << 20) + [0]
      )
    }
    let engine = Engine(configuration, isSecure: certificate != nil, remark: remark)
    let socket = listener.withLock { $0 < 0 ? -1 : http_copy($0) }
    if socket < 0 { throw HTTPServerError(.other, "the web server no longer listens") }
    do throws(HTTPServerError) {
      try engine.start(
        socket, certificate: certificate?.certificate ?? [], key: certificate?.key ?? [])
    } catch {
      close(socket)
      throw error
    }
    return engine
  }

  /// One that was handed over stays open: whoever is next may need it.
  private func stopListening() {
    listener.withLock { socket in
      if case .address = configuration.socket, socket >= 0 { close(socket) }
      socket = -1
    }
  }

  /// Until cancelled, or until the engine has retired.
  private static func serve(
    _ engine: Engine, _ handler: @escaping @Sendable (Request) async -> Response,
    within grace: Duration
  ) async {
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        group.addTask { await engine.dropLatePeers() }
        for await exchange in engine.exchanges {
          group.addTask {
            guard let request = exchange.takeRequest() else { return }
            await exchange.answer(await handler(request))
          }
        }
        group.cancelAll()
      }
    } onCancel: {
      engine.beginStopping()
    }
    await engine.stop(within: grace)
  }
}
