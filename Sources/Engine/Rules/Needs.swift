/// What the rules must know of a file beyond its path and its size.
package struct Needs: Sendable, Equatable {
  package var header: Bool  // the column names
  package var content: Bool  // the first bytes
}
