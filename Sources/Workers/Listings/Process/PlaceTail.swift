/// The end of a written location, from some word on.
struct PlaceTail: Sendable, Equatable {
  let hash: UInt64
  /// It begins where a part begins.
  let isWholePart: Bool
  /// Where it begins: which part, and which byte of it.
  let part: Int
  let offset: Int

  /// More words than these are a description of the way there; only the last ones are looked at.
  static let wordsMax = 12

  /// Hands on the tails of a location, the shortest first.
  ///
  /// Letters and figures make words, whatever else stands between them divides; small and capital
  /// ASCII letters are the same.
  static func forEach(of places: [String], _ body: (PlaceTail) -> Void) {
    var hash = ContentHash()
    var words = 0
    for part in places.indices.reversed() {
      var place = places[part]
      let isDone = place.withUTF8 { bytes in
        var index = bytes.count - 1
        while index >= 0 {
          guard isPart(bytes[index]) else {
            index -= 1
            continue
          }
          while index >= 0, isPart(bytes[index]) {
            let isCapital = bytes[index] &- 0x41 < 26
            hash.append(isCapital ? bytes[index] | 0x20 : bytes[index])
            index -= 1
          }
          hash.append(0x20)
          words += 1
          let isFirst = !bytes[..<(index + 1)].contains(where: isPart)
          body(PlaceTail(hash: hash.value, isWholePart: isFirst, part: part, offset: index + 1))
          if words == wordsMax { return true }
        }
        return false
      }
      if isDone { return }
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte >= 0x80
  }

  /// For people: `Opebi Ikeja Lagos`, `Ikeja, Lagos`.
  func text(in places: [String]) -> String {
    let first = String(decoding: places[part].utf8.dropFirst(offset), as: UTF8.self)
    return ([first] + places[(part + 1)...]).joined(separator: ", ")
  }
}
