/// A listing that an estimate rests on, and what was added to its price and taken off it.
struct ComparableListing: Sendable, Hashable {
  struct Adjustment: Sendable, Hashable {
    /// What differs, theirs first: `area 90 → 120`.
    var words: String
    /// Added to their price, or taken off.
    var minorUnits: Int
  }

  var key: String
  var title: String
  /// It was sold or let at this price; otherwise it is asked.
  var isSold: Bool
  var priceMinorUnits: Int
  /// Its price and all adjustments.
  var adjustedMinorUnits: Int
  /// Where both positions are known.
  var kilometres: Double?
  /// How much of the estimate is its, of 100.
  var percent: Int
  var adjustments: [Adjustment]
}

extension ComparableListing {
  /// A field of a stream: its parts with U+001E between them, those of an adjustment with U+001D.
  var text: String {
    let parts =
      [
        key, title, isSold ? "sold" : "", String(priceMinorUnits), String(adjustedMinorUnits),
        kilometres.map { String($0) } ?? "", String(percent),
      ] + adjustments.map { "\(Self.plain($0.words))\u{1d}\($0.minorUnits)" }
    return parts.map(Self.plain).joined(separator: "\u{1e}")
  }

  fileprivate init(_ cells: Cells) {
    key = Cells.text(cells.key)
    title = Cells.text(cells.title)
    isSold = cells.isSold
    priceMinorUnits = cells.priceMinorUnits
    adjustedMinorUnits = cells.adjustedMinorUnits
    kilometres = cells.kilometres
    percent = cells.percent
    var adjustments: [Adjustment] = []
    cells.forEachAdjustment { words, minorUnits in
      adjustments.append(Adjustment(words: Cells.text(words), minorUnits: minorUnits))
    }
    self.adjustments = adjustments
  }

  /// The three marks of the encoding are no part of a text.
  private static func plain(_ text: String) -> String {
    if !text.utf8.contains(where: { 0x1e...0x1f ~= $0 }) { return text }
    return text.replacing("\u{1e}", with: " ").replacing("\u{1f}", with: " ")
  }
}

/// The comparable listings of an estimate as one field of a stream.
///
/// Most stages only hand them on, so they stay text until somebody asks.
struct ComparedListings: Sendable, Hashable {
  /// The texts of the listings with U+001F between them.
  let text: String

  static let none = ComparedListings([])

  init(text: String) { self.text = text }

  init(_ listings: [ComparableListing]) {
    text = listings.map(\.text).joined(separator: "\u{1f}")
  }

  /// The most similar first.
  var listings: [ComparableListing] {
    var listings: [ComparableListing] = []
    forEach { listings.append(ComparableListing($0)) }
    return listings
  }

  /// Hands on the listings as they stand in the text, for who only writes them somewhere else; what
  /// is none is passed over.
  func forEach(_ body: (ComparableListing.Cells) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = Cells.next(&rest, until: 0x1f)
        if let cells = ComparableListing.Cells(part) { body(cells) }
      }
    }
  }

  private typealias Cells = ComparableListing.Cells
}

extension ComparableListing {
  /// A comparable listing whose texts are still bytes of the stream's field; not to be kept.
  struct Cells {
    typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    let key: Bytes
    let title: Bytes
    let isSold: Bool
    let priceMinorUnits: Int
    let adjustedMinorUnits: Int
    let kilometres: Double?
    let percent: Int
    private let adjustments: Bytes

    fileprivate init?(_ text: Bytes) {
      var rest = text
      key = Self.next(&rest, until: 0x1e)
      title = Self.next(&rest, until: 0x1e)
      isSold = !Self.next(&rest, until: 0x1e).isEmpty
      guard let price = Self.integer(Self.next(&rest, until: 0x1e)),
        let adjusted = Self.integer(Self.next(&rest, until: 0x1e))
      else { return nil }
      priceMinorUnits = price
      adjustedMinorUnits = adjusted
      let distance = Self.next(&rest, until: 0x1e)
      kilometres = distance.isEmpty ? nil : Double(Self.text(distance))
      guard let percent = Self.integer(Self.next(&rest, until: 0x1e)) else { return nil }
      self.percent = percent
      adjustments = rest
    }

    var hasAdjustments: Bool { !adjustments.isEmpty }

    func forEachAdjustment(_ body: (_ words: Bytes, _ minorUnits: Int) -> Void) {
      var rest = adjustments
      while !rest.isEmpty {
        var part = Self.next(&rest, until: 0x1e)
        let words = Self.next(&part, until: 0x1d)
        if let amount = Self.integer(part) { body(words, amount) }
      }
    }

    /// Takes what stands before a mark, and the mark.
    fileprivate static func next(_ rest: inout Bytes, until mark: UInt8) -> Bytes {
      let end = rest.firstIndex(of: mark) ?? rest.endIndex
      let part = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      return part
    }

    static func text(_ bytes: Bytes) -> String {
      String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self)
    }

    private static func integer(_ bytes: Bytes) -> Int? {
      var number = 0
      let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes
      for byte in digits {
        let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
        let (sum, isBeyond) = tens.addingReportingOverflow(Int(byte &- 0x30))
        if byte &- 0x30 > 9 || isTooLarge || isBeyond { return nil }
        number = sum
      }
      return digits.isEmpty ? nil : digits.startIndex == bytes.startIndex ? number : -number
    }
  }
}
