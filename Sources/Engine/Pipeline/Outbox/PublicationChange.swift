/// What a publication made of the visible tree, in files.
package struct PublicationChange: Sendable, Equatable {
  package var added = 0
  package var changed = 0
  package var removed = 0
  /// Were there with the same bytes, and were not touched.
  package var same = 0

  /// Nothing was visible before.
  package var isFirst = false

  /// Whether anything is made visible.
  var isAny: Bool { isFirst || added + changed + removed > 0 }
}
