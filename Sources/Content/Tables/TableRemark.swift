/// A text or a number beside the rows: `"currency": "GHS"`.
package struct TableRemark: Sendable, Equatable, Codable {
  package var name: String
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
