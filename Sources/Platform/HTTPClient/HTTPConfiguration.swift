/// What holds for all requests of a session.
package struct HTTPConfiguration: Sendable, Hashable {
  /// Sent as `user-agent`.
  package var agent = "dropmill"
  /// `http://host:port`; the environment's proxies are not used.
  package var proxy: String?
  /// A file of certificates to trust in place of the system's, for servers of one's own.
  package var authoritiesFile: String?
  /// Whether link-local addresses may be reached, where clouds keep credentials for whoever asks.
  package var allowsLinkLocal = false
  /// Connections at one time, to one host and to all. Further requests wait their turn.
  package var hostConnectionsMax = 8
  package var connectionsMax = 32

  package init() {}
}
