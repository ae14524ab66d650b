/// What is known of a file, or of a bundle, that wants a route.
package struct Candidate: Sendable {
  /// The most bytes a rule ever looks at.
  package static let firstBytesMax = 64 * 1024

  /// The path below the inbox, the file's own name last; never empty.
  package let components: [String]
  package let size: Int  // bytes; of a bundle, the sum of its files
  package let isBundle: Bool  // a directory that is taken as one item
  package let firstBytes: [UInt8]  // empty when no rule asks for them: `RuleSet.needs`
  package let header: [String]?  // column names as written; nil when there is no table header

  package var name: String { components[components.count - 1] }

  package init(
    components: [String], size: Int, isBundle: Bool = false, firstBytes: [UInt8] = [],
    header: [String]? = nil
  ) {
    precondition(!components.isEmpty, "a candidate lies below the inbox")
    self.components = components
    self.size = size
    self.isBundle = isBundle
    self.firstBytes = Array(firstBytes.prefix(Self.firstBytesMax))
    self.header = header
  }
}
