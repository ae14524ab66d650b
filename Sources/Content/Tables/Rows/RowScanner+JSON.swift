import CCSVIndex

// What is no record is given up as a piece, and told once:
//
//     lines                          its line, or of records over several lines all up to the next
//     a list, it has an end          it alone
//     a list, it has none            all up to a line that starts like a record
//     a list, it is no {…} or […]    all up to the next comma or the list's end

/// Rows that are the records of a JSON text.
extension RowScanner {
  /// Advances to the next record.
  mutating func nextRecord() throws -> Step {
    if json?.isBehind ?? false { return try nextBehind() }
    while true {
      window.position += blanks()
      let text = window.text
      guard let first = text.first else {
        if window.isAtEnd { return .end }
        try window.readMore()
        continue
      }
      if json?.layout == .list, first == 0x5D {
        json?.isBehind = true
        return try nextBehind()
      }
      var look = JSONText(text)
      if let end = look.end(of: 0, isLast: window.isAtEnd) { return try take(end) }
      let isCut = look.isCut && !window.isAtEnd
      if isCut, text.count < rowBytesMax {
        try window.readMore()
        continue
      }
      return try giveUp(isCut ? .tooLong : .noJSON, behind: 0)
    }
  }

  /// What lies between records: blanks, and the commas of a list.
  private func blanks() -> Int {
    let text = window.text
    let isList = json?.layout == .list
    return text.firstIndex { !JSONText.isBlank($0) && !(isList && $0 == 0x2C) } ?? text.count
  }

  /// What the records start with.
  private var opener: UInt8 { json?.isOfLists ?? false ? 0x5B : 0x7B }

  /// Reads the value at `position`, which is so long.
  private mutating func take(_ length: Int) throws -> Step {
    let value = UnsafeBufferPointer(rebasing: window.text[..<length])
    guard json?.read(value) ?? false else {
      let isOfOtherKind = value.first != opener && JSONText(value).isWhole
      return try giveUp(isOfOtherKind ? .noRecord : .noJSON, behind: length)
    }
    noteLines(of: value)
    rowStart = window.position
    window.position += length
    irregular.begin()
    json?.forEachCell(of: value) { irregular.add(cell: $0) }
    showIrregular()
    return .row
  }

  /// Until one record has several lines, each line is thought to be one.
  private mutating func noteLines(of record: UnsafeBufferPointer<UInt8>) {
    guard let json, json.layout != .list, !json.spanLines, let base = record.baseAddress else {
      return
    }
    if csvindex_find(base, record.count, 0x0A) < record.count { self.json?.spanLines = true }
  }

  // MARK: - What is no record

  /// Passes over what is no record, as much of it as belongs together.
  ///
  /// - Parameter end: Of the value at `position`; 0 where it has none.
  private mutating func giveUp(_ fault: Fault, behind end: Int) throws -> Step {
    let isNested = Self.isNested(window.text.first)
    if json?.layout != .list, !(isNested && json?.spanLines ?? false) {
      return try giveUpLine(fault, behind: fault == .noRecord ? end : 0)
    }
    if !isNested { return try giveUpElement(fault, behind: end) }
    if end == 0 { return try giveUpRecord(fault) }
    rowStart = window.position
    window.position += end
    return .fault(fault)
  }

  private static func isNested(_ byte: UInt8?) -> Bool { byte == 0x7B || byte == 0x5B }

  /// Gives up the line at `position`, up to a record that starts on it behind a sound value.
  private mutating func giveUpLine(_ fault: Fault, behind end: Int) throws -> Step {
    while true {
      let rest = UnsafeBufferPointer(rebasing: window.text[end...])
      let lineEnd = rest.baseAddress.map { csvindex_line_end($0, rest.count) } ?? 1
      let isCut = lineEnd > rest.count && !window.isAtEnd
      if isCut, end + rest.count < rowBytesMax {
        try window.readMore()
        continue
      }
      rowStart = window.position
      let line = rest.prefix(lineEnd)
      let next = line.firstIndex { !JSONText.isBlank($0) }
      if let next, fault == .noRecord, line[next] == opener {
        window.position += end + next
        return .fault(.noRecord)
      }
      window.position += end + line.count
      skipsLine = isCut
      return .fault(isCut ? .tooLong : next == nil ? fault : .noJSON)
    }
  }

  /// Gives up what stands in a list and is neither an object nor a list.
  private mutating func giveUpElement(_ fault: Fault, behind end: Int) throws -> Step {
    var at = max(1, end)
    while true {
      let text = window.text
      let isLast = window.isAtEnd || text.count >= rowBytesMax
      var look = JSONText(text)
      while at < text.count, let next = step(over: at, &look, isLast: isLast) { at = next }
      let isMoreWanted = look.isCut || JSONText(text).skipBlanks(at) == text.count
      if isMoreWanted, !isLast {
        try window.readMore()
        continue
      }
      rowStart = window.position
      let isAlone = text[min(end, at)..<at].allSatisfy(JSONText.isBlank)
      window.position += at
      return .fault(isAlone ? fault : .noJSON)
    }
  }

  /// The place behind a character, a string, a list or an object; nil at a comma, at the end of the
  /// list, before a line that starts like a record, and where `json` is cut and not the last.
  private func step(over place: Int, _ json: inout JSONText, isLast: Bool) -> Int? {
    switch json.text[place] {
    case 0x2C, 0x5D: return nil
    case 0x0A:
      let next = json.skipBlanks(place)
      if next < json.text.count { return json.text[next] == opener ? nil : next }
      return isLast ? next : nil
    case 0x22, 0x7B, 0x5B:
      if let end = json.end(of: place, isLast: isLast) { return end }
      return json.isCut && !isLast ? nil : place + 1
    default: return place + 1
    }
  }

  /// Gives up the record at `position` and goes to the next line that starts like one.
  private mutating func giveUpRecord(_ fault: Fault) throws -> Step {
    rowStart = window.position
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
      // What has been passed over is kept in the window only as long as it is small.
      if window.isAtEnd || text.count >= rowBytesMax {
        window.position += text.count
        return .fault(fault)
      }
      try window.readMore()
      rowStart = window.position
    }
  }
}
