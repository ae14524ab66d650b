/// Takes server-sent events apart (HTML standard, 9.2.6): bytes in, the data of whole events out.
///
/// Lines end with LF, CR or CRLF; comments and fields other than `data` are passed over. The bytes
/// may be cut anywhere.
struct EventLines {
  /// More in one event is no answer of a model.
  static let eventBytesMax = 4 << 20

  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var isAfterReturn = false
  private var isFirst = true

  /// - Returns: the data of the events that these bytes end.
  /// - Throws: ``ChatFault`` when an event is larger than allowed.
  mutating func take(_ bytes: some Sequence<UInt8>) throws(ChatFault) -> [[UInt8]] {
    var events: [[UInt8]] = []
    for byte in bytes {
      let endsReturn = isAfterReturn && byte == UInt8(ascii: "\n")
      isAfterReturn = byte == UInt8(ascii: "\r")
      if endsReturn { continue }
      if byte == UInt8(ascii: "\n") || isAfterReturn {
        if let event = endLine() { events.append(event) }
      } else {
        line.append(byte)
      }
      if line.count + data.count > Self.eventBytesMax {
        throw ChatFault(.unreadable, "an event of the stream is larger than 4 MiB")
      }
    }
    return events
  }

  private mutating func endLine() -> [UInt8]? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirst, line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
    isFirst = false
    if line.isEmpty {
      defer {
        data = []
        hasData = false
      }
      return hasData ? data : nil
    }
    let name = line.prefix { $0 != UInt8(ascii: ":") }
    guard name.elementsEqual("data".utf8) else { return nil }
    var value = line[name.endIndex...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    if hasData { data.append(UInt8(ascii: "\n")) }
    data += value
    hasData = true
    return nil
  }
}
