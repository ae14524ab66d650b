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
  /// - Throws: ``UsageError`` also for an address that others reach without encryption;
  ///   ``Daemon/DaemonError`` where the settings alone say so.
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
      arguments.path(option) ?? settings.path(key, below: root, environment: environment)
    }
    let (certificate, key) = (
      file("--tls-certificate", .webCertificate), file("--tls-key", .webKey)
    )
    if (certificate == nil) != (key == nil) {
      throw fault(
        arguments, settings, key == nil ? .webCertificate : .webKey,
        "a certificate for TLS and its key belong together: name both")
    }
    server.certificate = certificate.flatMap { certificate in
      key.map { HTTPConfiguration.Certificate(certificate: certificate, key: $0) }
    }
    let proxies =
      arguments.values["--proxy"]?.split(separator: ",").map(String.init)
      ?? settings.texts(.webProxies)
    let address = server.socket.address
    let isOpen = !address.isLoopback
    if isOpen, server.certificate == nil, proxies.isEmpty {
      throw fault(
        arguments, settings, .webListen,
        "\(address) is reached from elsewhere, and nothing would be encrypted",
        hint: "--tls-certificate and --tls-key, or --proxy with the address of your own",
        settingHint: "set web.tls.certificate and web.tls.key, or web.proxies")
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

  /// What does not go together is the command line's fault if it had a say, and the file's if not.
  private static func fault(
    _ arguments: Arguments, _ settings: Settings, _ key: SettingKey, _ message: String,
    hint: String? = nil, settingHint: String? = nil
  ) -> any Error {
    let options = ["--listen", "--tls-certificate", "--tls-key", "--proxy"]
    let isAsked = options.contains { arguments.values[$0] != nil }
    let fault = isAsked ? nil : settings.fault(of: key, message, hint: settingHint)
    return fault.map { DaemonError.brokenRules([$0]) } ?? UsageError(message: message, hint: hint)
  }
}
