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
  private let listener: CInt
  private let remark: @Sendable (String) -> Void

  /// Listens; requests wait until ``run(_:)``.
  ///
  /// - Parameter remark: gets what is worth a line for somebody who looks for a fault.
  /// - Throws: ``HTTPServerError``.
  package init(
    _ configuration: HTTPConfiguration, remark: @escaping @Sendable (String) -> Void
  ) throws(HTTPServerError) {
    self.configuration = configuration
    self.remark = remark
    switch configuration.socket {
    case .inherited(let socket): listener = socket
    case .address(let address):
      let wanted = http_listen(address.host, address.port)
      let mayMove = configuration.mayTakeOtherPort && wanted == -EADDRINUSE
      listener = mayMove ? http_listen(address.host, 0) : wanted
      if listener < 0 { throw .listening(on: address, code: listener) }
    }
    port = http_port(listener)
    if port == 0 {
      throw HTTPServerError(.other, "the socket that was handed over listens on no port")
    }
  }

  /// Answers requests until cancelled; those that are under way then are finished, within
  /// ``HTTPConfiguration/graceSeconds``.
  ///
  /// - Throws: ``HTTPServerError`` when it cannot begin, ``Files/FileError`` when the certificate
  ///   cannot be read.
  package func run(_ handler: @escaping @Sendable (Request) async -> Response) async throws {
    http_allow_descriptors(UInt32(configuration.connectionsMax * 2 + 512))
    let certificate = try configuration.certificate.map {
      (
        certificate: try FileReader.contents(of: $0.certificate, limit: 1 << 20) + [0],
        key: try FileReader.contents(of: $0.key, limit: 1 << 20) + [0]
      )
    }
    let engine = Engine(configuration, isSecure: certificate != nil, remark: remark)
    try engine.start(
      listener, certificate: certificate?.certificate ?? [], key: certificate?.key ?? [])
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
    await engine.stop(within: .seconds(configuration.graceSeconds))
  }
}
