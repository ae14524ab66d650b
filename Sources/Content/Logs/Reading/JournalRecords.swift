// systemd's export format: fields, and an empty line behind each record. A value that is no single
// line of text comes with its length, in eight bytes of which the lowest is first:
//
//   PRIORITY=3 ⏎
//   MESSAGE ⏎ 0b 00 00 00 00 00 00 00 no disk ⏎ b ⏎
//   ⏎
//
// The eight bytes and the value may hold any byte, newlines too, so that lines are told here, and
// not before.
//
// Source: systemd.io, “Journal Export Formats”; the largest value is the journal's own limit.

/// Puts the fields of a journal, which arrive piece by piece, together to records.
struct JournalRecords {
  struct Record {
    /// Of its first field, 1-based.
    var line: Int
    var fields: [(name: String, value: JSONText)]
  }

  private enum State {
    case line
    /// Within the length of a field's value.
    case length(String)
    case value(String, bytesLeft: Int)
    case valueEnd
  }

  /// A record of more ends there; its other fields are another.
  static let recordBytesMax = 1 << 20
  private static let valueBytesMax = 768 << 20
  private static let lengthBytes = 8

  /// The longest value that is kept; what is behind is left out.
  private let fieldBytesMax: Int
  private var state = State.line
  private var kept: [UInt8] = []
  private var record = Record(line: 0, fields: [])
  private var recordBytes = 0
  /// Where the field at hand begins.
  private var fieldLine = 0
  private(set) var lines = 0
  /// Values that were cut short.
  private(set) var cutFields = 0
  /// Lines that are no fields, and values that have no end.
  private(set) var oddLines = 0

  init(fieldBytesMax: Int) { self.fieldBytesMax = fieldBytesMax }

  /// Hands on each record that ends in these bytes.
  mutating func take(
    _ bytes: UnsafeRawBufferPointer, _ body: (Record) throws -> Void
  ) rethrows {
    var rest = bytes[...]
    while !rest.isEmpty {
      switch state {
      case .line:
        let line = rest.prefix { $0 != 0x0a }
        keep(line)
        rest = rest[line.endIndex...]
        if rest.isEmpty { return }
        rest.removeFirst()
        try endLine(body)
      case .length(let name):
        let piece = rest.prefix(Self.lengthBytes - kept.count)
        kept += piece
        lines += piece.count { $0 == 0x0a }
        rest = rest[piece.endIndex...]
        if kept.count == Self.lengthBytes { try endLength(name, body) }
      case .value(let name, let bytesLeft):
        let piece = rest.prefix(bytesLeft)
        keep(piece)
        lines += piece.count { $0 == 0x0a }
        rest = rest[piece.endIndex...]
        state = .value(name, bytesLeft: bytesLeft - piece.count)
        if piece.count == bytesLeft { try endValue(name, body) }
      case .valueEnd:
        if rest.first == 0x0a {
          lines += 1
          rest.removeFirst()
        }
        state = .line
      }
    }
  }

  /// Hands on the last record, when no empty line ends it.
  mutating func finish(_ body: (Record) throws -> Void) rethrows {
    switch state {
    case .line: if !kept.isEmpty { try endLine(body) }
    case .length: oddLines += 1
    case .value(let name, _):
      oddLines += 1
      try endValue(name, body)
    case .valueEnd: break
    }
    try endRecord(body)
  }

  private mutating func keep(_ piece: Slice<UnsafeRawBufferPointer>) {
    // One byte more than the longest value tells that it was cut.
    kept += piece.prefix(max(0, fieldBytesMax + 1 - kept.count))
  }

  private mutating func endLine(_ body: (Record) throws -> Void) rethrows {
    lines += 1
    fieldLine = lines
    if kept.last == 0x0d { kept.removeLast() }
    if kept.isEmpty { return try endRecord(body) }
    if let equals = kept.firstIndex(of: 0x3d) {
      let name = String(decoding: kept[..<equals], as: UTF8.self)
      kept.removeFirst(equals + 1)
      return try endField(name, body)
    }
    if kept.allSatisfy({ $0.isUpperLetter || $0.isDigit || $0 == 0x5f }) {
      state = .length(String(decoding: kept, as: UTF8.self))
    } else {
      oddLines += 1
    }
    kept.removeAll(keepingCapacity: true)
  }

  private mutating func endLength(_ name: String, _ body: (Record) throws -> Void) rethrows {
    let length = kept.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    kept.removeAll(keepingCapacity: true)
    guard length <= Self.valueBytesMax else {
      oddLines += 1
      state = .line
      return
    }
    state = .value(name, bytesLeft: Int(length))
    if length == 0 { try endValue(name, body) }
  }

  private mutating func endValue(_ name: String, _ body: (Record) throws -> Void) rethrows {
    state = .valueEnd
    try endField(name, body)
  }

  private mutating func endField(_ name: String, _ body: (Record) throws -> Void) rethrows {
    if kept.count > fieldBytesMax {
      cutFields += 1
      kept.removeLast(kept.count - fieldBytesMax)
    }
    if record.fields.isEmpty { record.line = fieldLine }
    record.fields.append((name, .string(String(decoding: kept, as: UTF8.self))))
    recordBytes += name.utf8.count + kept.count
    kept.removeAll(keepingCapacity: true)
    if recordBytes >= Self.recordBytesMax { try endRecord(body) }
  }

  private mutating func endRecord(_ body: (Record) throws -> Void) rethrows {
    defer {
      record.fields = []
      recordBytes = 0
    }
    if !record.fields.isEmpty { try body(record) }
  }
}
