/// A thing that can be counted, in singular and plural.
package struct Noun: Hashable, Sendable, ExpressibleByStringLiteral {
  package let singular: String
  package let plural: String

  package init(_ singular: String, plural: String) {
    self.singular = singular
    self.plural = plural
  }

  /// A noun whose plural follows the rules: `shelf`, `box`, `storage box`.
  package init(stringLiteral singular: String) {
    self.init(singular, plural: English.plural(of: singular))
  }

  /// Only exactly one is singular: `1 shelf`, but `0 shelves`, `1.5 shelves`.
  package func form(for count: Figure) -> String { count == 1 ? singular : plural }
}
