import Daemon
import Files
import Foundation
import HTTPServer
import Web

/// What `dropmill run` is told of the web interface.
enum WebOptions {
  static let address = ListenAddress(host: "127.0.0.1", port: 8321)

  /// Options win over the settings.
  ///
  /// - Returns: nil for none.
  /// - Throws: ``UsageError`` also for an address that others reach without encryption.
  static func configuration(
    _ arguments: Arguments, _ settings: Settings, _ root: Path, _ environment: [String: String]
  ) throws -> WebConfiguration? {
    let option = arguments.values["--listen"]
    if arguments.has("--no-web") || (arguments.has("--once") && option == nil) { return nil }
    let isSet = settings.source(of: .webListen) != .fallback
    let text = option ?? (isSet ? settings.text(.webListen) : nil)
    var server = HTTPConfiguration(try socket(text, environment))
    server.mayTakeOtherPort = text == nil
    func file(_ option: String, _ key: SettingKey) -> Path? {
      arguments.values[option].map { Path($0) }
        ?? settings.path(key, below: root, environment: environment)
    }
    server.certificate = try certificate(
      file("--tls-certificate", .webCertificate), file("--tls-key", .webKey))
    let proxies =
      arguments.values["--proxy"]?.split(separator: ",").map(String.init)
      ?? settings.texts(.webProxies)
    let address = server.socket.address
    let isOpen = !address.isLoopback
    if isOpen, server.certificate == nil, proxies.isEmpty {
      throw UsageError(
        message: "\(address) is reached from elsewhere, and nothing would be encrypted",
        hint: "--tls-certificate and --tls-key, or --proxy with the address of your own")
    }
    server.connectionsPerAddressMax = isOpen && proxies.isEmpty ? 128 : nil
    var configuration = WebConfiguration(server)
    configuration.proxies = Set(proxies)
    return configuration
  }

  /// `LISTEN_FDS` is how a service manager hands over a socket; the first descriptor is 3.
  private static func socket(
    _ text: String?, _ environment: [String: String]
  ) throws -> HTTPConfiguration.Socket {
    let isForUs = environment["LISTEN_PID"] == "\(ProcessInfo.processInfo.processIdentifier)"
    if isForUs, let count = environment["LISTEN_FDS"].flatMap({ Int($0) }), count > 0 {
      guard let address = ListenAddress(of: 3) else {
        throw UsageError(
          message: "the socket that was handed over (LISTEN_FDS) listens on no address",
          hint: "ListenStream= of its unit needs one such as 127.0.0.1:8321")
      }
      return .inherited(3, address)
    }
    guard let text else { return .address(address) }
    guard let address = ListenAddress(text) else {
      throw UsageError(message: "“\(text)” is no address like 127.0.0.1:8321 to listen on")
    }
    return .address(address)
  }

  private static func certificate(
    _ certificate: Path?, _ key: Path?
  ) throws -> HTTPConfiguration.Certificate? {
    switch (certificate, key) {
    case (nil, nil): return nil
    case (let certificate?, let key?):
      return HTTPConfiguration.Certificate(certificate: certificate, key: key)
    default:
      throw UsageError(message: "a certificate for TLS and its key belong together: name both")
    }
  }
}
