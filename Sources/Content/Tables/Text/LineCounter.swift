import CCSVIndex

/// Counts lines up to a moving place, each byte once, and only when somebody asks.
///
/// LF, CR and CRLF end a line.
struct LineCounter {
  /// The 1-based line that holds the place.
  private(set) var line = 1
  private var offset: Int
  private var before: UInt8 = 0

  init(at offset: Int = 0) {
    self.offset = offset
  }

  mutating func advance(to place: Int, in text: UnsafePointer<UInt8>) {
    guard place > offset else { return }
    line += csvindex_lines(text + offset, place - offset, before)
    before = text[place - 1]
    offset = place
  }

  /// The text moves down by `distance`, which is where the place is at most.
  mutating func slide(by distance: Int) {
    offset -= distance
  }
}
