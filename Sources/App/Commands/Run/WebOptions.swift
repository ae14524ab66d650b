import Files
import Foundation
import HTTPServer
import Web

/// What `dropmill run` is told of the web interface.
enum WebOptions {
  static let address = ListenAddress(host: "127.0.0.1", port: 8321)

  /// - Returns: nil for none.
  /// - Throws: ``UsageError`` also for an address that others reach without encryption.
  static func configuration(
    _ arguments: Arguments, _ environment: [String: String]
  ) throws -> WebConfiguration? {
    let text = arguments.values["--listen"]
    if arguments.has("--no-web") || (arguments.has("--once") && text == nil) { return nil }
    var server = HTTPConfiguration(try socket(text, environment))
    server.mayTakeOtherPort = text == nil
    server.certificate = try certificate(arguments)
    let proxies = arguments.values["--proxy"]?.split(separator: ",").map(String.init) ?? []
    if case .address(let address) = server.socket {
      let isOpen = !address.isLoopback
      if isOpen, server.certificate == nil, proxies.isEmpty {
        throw UsageError(
          message: "\(address) is reached from elsewhere, and nothing would be encrypted",
          hint: "--tls-certificate and --tls-key, or --proxy with the address of your own")
      }
      server.connectionsPerAddressMax = isOpen && proxies.isEmpty ? 128 : nil
    }
    var configuration = WebConfiguration(server)
    configuration.proxies = Set(proxies)
    return configuration
  }

  /// `LISTEN_FDS` is how a service manager hands over a socket; the first descriptor is 3.
  private static func socket(
    _ text: String?, _ environment: [String: String]
  ) throws -> HTTPConfiguration.Socket {
    let isForUs =
      environment["LISTEN_PID"] == "\(ProcessInfo.processInfo.processIdentifier)"
    if text == nil, isForUs, let count = environment["LISTEN_FDS"].flatMap(Int.init), count > 0 {
      return .inherited(3)
    }
    guard let text else { return .address(address) }
    guard let address = ListenAddress(text) else {
      throw UsageError(message: "--listen needs an address like 127.0.0.1:8321, not “\(text)”")
    }
    return .address(address)
  }

  private static func certificate(
    _ arguments: Arguments
  ) throws -> HTTPConfiguration.Certificate? {
    let files = (arguments.values["--tls-certificate"], arguments.values["--tls-key"])
    switch files {
    case (nil, nil): return nil
    case (let certificate?, let key?):
      return HTTPConfiguration.Certificate(certificate: Path(certificate), key: Path(key))
    default: throw UsageError(message: "--tls-certificate and --tls-key belong together")
    }
  }
}
