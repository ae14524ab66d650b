/// Names with values, in order: a query string, or a form (`application/x-www-form-urlencoded`).
package struct FormFields: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  package var pairs: [Pair] = []

  package init() {}

  package init(_ pairs: [(String, String)]) {
    self.pairs = pairs.map { Pair(name: $0, value: $1) }
  }

  /// Reads `a=1&b=two+words`. What is wrongly encoded stays as it is; bytes that are no UTF-8
  /// become U+FFFD.
  ///
  /// - Parameter pairsMax: what follows is left out.
  package init(decoding text: some Collection<UInt8>, pairsMax: Int = 10_000) {
    for part in text.split(separator: UInt8(ascii: "&"), maxSplits: pairsMax).prefix(pairsMax) {
      let halves = part.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      pairs.append(
        Pair(name: Self.text(halves[0]), value: halves.count > 1 ? Self.text(halves[1]) : ""))
    }
  }

  /// The first value of that name.
  package subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values of that name, as of check boxes.
  package func all(_ name: String) -> [String] {
    pairs.filter { $0.name == name }.map(\.value)
  }

  /// The text that reads as these.
  package var encoded: String {
    pairs.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
      .joined(separator: "&")
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: PercentCoding.decode(bytes, plusIsSpace: true) ?? Array(bytes), as: UTF8.self)
  }
}
