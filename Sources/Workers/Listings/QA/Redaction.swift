/// A text without the phrases that it may not be published with.
struct Redaction: Equatable {
  /// The text, with `[…]` for each phrase.
  private(set) var text: String
  /// What was taken out, in order.
  let hits: [PhraseList.Hit]

  /// - Parameter places: of the listing: a phrase that is part of a place's name stays.
  init(_ text: String, phrases: PhraseList, places: [String] = []) {
    hits = phrases.hits(in: TextWords.of(text)).filter { hit in
      let words = TextWords.of(hit.phrase).map(\.hash)
      return !places.contains { Self.contains(TextWords.of($0).map(\.hash), words) }
    }
    self.text = text
    if hits.isEmpty { return }
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var end = 0
    for hit in hits where hit.bytes.lowerBound >= end {
      bytes += source[end..<hit.bytes.lowerBound]
      bytes += Self.mark.utf8
      end = hit.bytes.upperBound
    }
    bytes += source[end...]
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether something is left that says anything.
  var saysSomething: Bool {
    text.replacing(Self.mark, with: "").contains { $0.isLetter || $0.isNumber }
  }

  /// Stands for what was taken out.
  static let mark = "[…]"

  private static func contains(_ words: [UInt64], _ part: [UInt64]) -> Bool {
    guard part.count <= words.count, !part.isEmpty else { return false }
    return (0...(words.count - part.count)).contains {
      words[$0..<($0 + part.count)].elementsEqual(part)
    }
  }
}
