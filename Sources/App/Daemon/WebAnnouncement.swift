/// Where the web interface is, for the person who started it.
package struct WebAnnouncement: Sendable {
  /// Without a slash at its end.
  package let address: String
  /// Nil when there are users already. Works once.
  package let firstLink: String?
}
