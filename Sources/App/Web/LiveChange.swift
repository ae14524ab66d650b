/// That something is no longer as it was; what it is now, a page asks for.
package struct LiveChange: Sendable, Hashable {
  /// `item`, `rules`, `approval`.
  package let topic: String
  package let id: String
  /// Whose it is; nil: of all.
  package let business: String?

  package init(topic: String, id: String, business: String? = nil) {
    self.topic = topic
    self.id = id
    self.business = business
  }
}
