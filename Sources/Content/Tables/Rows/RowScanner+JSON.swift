import CCSVIndex

/// Rows that are the records of a JSON text.
extension RowScanner {
  /// Advances to the next record.
  mutating func nextRecord() throws -> Step {
    while true {
      window.position += blanks()
      let text = window.text
      guard let first = text.first else {
        if window.isAtEnd { return .end }
        try window.readMore()
        continue
      }
      if json?.layout == .list, first == 0x5D { return .end }
      var look = JSONText(text)
      if let end = look.end(of: 0, isLast: window.isAtEnd) {
        return take(record: UnsafeBufferPointer(rebasing: text[..<end]))
      }
      guard look.isCut, !window.isAtEnd else { return try failRecord(.noJSON) }
      if text.count >= rowBytesMax { return try failRecord(.tooLong) }
      try window.readMore()
    }
  }

  /// What lies between records: blanks, and the commas of a list.
  private func blanks() -> Int {
    let text = window.text
    let isList = json?.layout == .list
    return text.firstIndex { !JSONText.isBlank($0) && !(isList && $0 == 0x2C) } ?? text.count
  }

  private mutating func take(record: UnsafeBufferPointer<UInt8>) -> Step {
    rowStart = window.position
    window.position += record.count
    guard json?.read(record) ?? false else { return .fault(.noRecord) }
    irregular.begin()
    json?.forEachCell(of: record) { irregular.add(cell: $0) }
    showIrregular()
    return .row
  }

  /// Gives up the record at `position` and goes to the next line that starts like one.
  private mutating func failRecord(_ fault: Fault) throws -> Step {
    rowStart = window.position
    let opener: UInt8 = json?.isOfLists ?? false ? 0x5B : 0x7B
    var at = 0
    while true {
      let text = window.text
      let rest = UnsafeBufferPointer(rebasing: text[min(at, text.count)...])
      if let base = rest.baseAddress, !rest.isEmpty {
        let end = csvindex_line_end(base, rest.count)
        if end <= rest.count {
          at += end
          let next = JSONText(text).skipBlanks(at)
          if next < text.count, text[next] == opener {
            window.position += next
            return .fault(fault)
          }
          if next < text.count { continue }
        }
      }
      if window.isAtEnd {
        window.position += text.count
        return .fault(fault)
      }
      // What has been passed over is kept in the window only as long as it is small.
      if text.count >= rowBytesMax {
        window.position += text.count
        return .fault(fault)
      }
      try window.readMore()
      rowStart = window.position
    }
  }
}
