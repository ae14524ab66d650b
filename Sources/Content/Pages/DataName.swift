/// A name for what a script is to know of an element: `data-live`, `data-key` and so on.
@usableFromInline package struct DataName: Sendable {
  @usableFromInline let attribute: StaticString

  /// - Parameter attribute: the whole name, beginning with `data-`.
  @inlinable package init(_ attribute: StaticString) { self.attribute = attribute }
}
