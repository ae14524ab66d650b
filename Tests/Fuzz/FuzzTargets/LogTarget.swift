import Logs

/// A log gives the same events in pieces of any size, and templates for them.
enum LogTarget {
  /// 2026-11-21 in UTC.
  private static let stamp = TimeStamp(reference: 1_795_200_000_000)

  /// The first byte is the size of the pieces.
  static func run(_ bytes: [UInt8]) {
    guard let size = bytes.first else { return }
    let body = Array(bytes.dropFirst())
    let whole = events(body, pieceBytes: .max)
    expect(
      whole == events(body, pieceBytes: Int(size) + 1), "the pieces change what is read")
  }

  private static func events(_ body: [UInt8], pieceBytes: Int) -> [LogEvent]? {
    let format = body.withUnsafeBytes { LogFormat(sample: $0, stamp: stamp) }
    var reader = LogReader(format, stamp: stamp)
    var events: [LogEvent] = []
    do {
      var start = 0
      while start < body.count {
        let end = start + min(pieceBytes, body.count - start)
        try Array(body[start..<end]).withUnsafeBytes { piece in
          try reader.take(piece) { events.append($0) }
        }
        start = end
      }
      try reader.finish { events.append($0) }
      return events
    } catch {
      return nil
    }
  }
}
