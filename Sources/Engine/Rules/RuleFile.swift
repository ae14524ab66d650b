/// One file of `rules/`, as bytes: this module opens no files.
package struct RuleFile: Sendable {
  /// The largest rule file that is read, in bytes.
  package static let bytesMax = 1 << 20

  package let name: String  // below rules/, such as “10-listings.yaml”
  package let text: [UInt8]  // UTF-8

  package init(name: String, text: [UInt8]) {
    self.name = name
    self.text = text
  }
}
