package import HTTPServer

/// Where the web interface is, and what stands before it.
package struct WebConfiguration: Sendable {
  package var server: HTTPConfiguration
  /// Addresses whose `X-Forwarded-For` is believed.
  package var proxies: Set<String> = []
  /// Of a form or a JSON text.
  package var bodyBytesMax = 1 << 20

  package init(_ server: HTTPConfiguration) { self.server = server }

  /// Where `Host` may only be a name of this machine: a foreign name that leads here is somebody's
  /// trick (DNS rebinding).
  var isForThisMachineOnly: Bool {
    server.socket.address.isLoopback && proxies.isEmpty
  }
}
