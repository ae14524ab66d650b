/// Makes events of records: JSON objects, pairs of logfmt, fields of a journal.
struct RecordEvent {
  let names: FieldNames
  let stamp: TimeStamp

  /// - Returns: nil when the record says nothing.
  func event(_ record: JSONText, line: Int, lines: Int = 1) -> LogEvent? {
    let failure = outcome(record)
    var level = level(record)
    let told = message(record) ?? failure ?? (level == nil ? nil : rest(of: record))
    guard var message = told else { return nil }
    var header = LineHeader()
    if level == nil, failure == nil {
      // Docker keeps the lines of a program whole, each in a record.
      header = message.withUTF8 { LineHeader(UnsafeRawBufferPointer($0), stamp) }
      level = header.level
      if header.time != nil || level != nil {
        message = String(decoding: message.utf8.dropFirst(header.end), as: UTF8.self)
      }
    }
    let parts = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let details = [parts.dropFirst().first.map(String.init), text(record, names.details)]
      .compactMap(\.self).joined(separator: "\n")
    if failure != nil { level = max(level ?? .error, .error) }
    return LogEvent(
      line: line, lines: lines, time: time(record) ?? header.time,
      level: level, source: text(record, names.source) ?? header.source,
      message: String(parts.first ?? ""), details: details, run: text(record, names.run),
      step: text(record, names.step),
      isOfRuns: names.run.contains { record[$0] != nil })
  }

  /// What a record of a whole run says of its end; nil when it ended well or does not tell.
  private func outcome(_ record: JSONText) -> String? {
    let status = record["status"]?.scalar?.lowercased() ?? ""
    let code = record["exit_code"]?.scalar.flatMap { Int($0) } ?? 0
    let hasFailed =
      ["failed", "failure", "error"].contains(status) || record["success"] == .flag(false)
      || code != 0
    guard hasFailed, level(record) == nil else { return nil }
    let place = text(record, names.step).map { " at step \($0)" } ?? ""
    return "the run failed\(place)" + (code == 0 ? "" : " with exit code \(code)")
  }

  private func time(_ record: JSONText) -> Int? {
    textInAnyCase(record, names.time).flatMap(stamp.read)
  }

  /// With what went wrong, where the record says that apart: `request failed: connection refused`.
  private func message(_ record: JSONText) -> String? {
    guard let message = textInAnyCase(record, names.message) else { return nil }
    guard let cause = text(record, names.cause), !Self.nothing.contains(cause.lowercased()),
      !message.contains(cause)
    else { return message }
    return "\(message): \(cause)"
  }

  private static let nothing: Set = ["<nil>", "nil", "null", "none", "true", "false", "0"]

  /// What a record says that has a level and no message.
  private func rest(of record: JSONText) -> String? {
    let known = Set((names.level + names.time).map { $0.lowercased() })
    let pairs = record.fields.flatMap { name, value -> [String] in
      if known.contains(name.lowercased()) { return [] }
      if let text = value.scalar { return ["\(name)=\(text)"] }
      return value.fields.compactMap { inner, value in
        let path = "\(name).\(inner)"
        return known.contains(path.lowercased()) ? nil : value.scalar.map { "\(path)=\($0)" }
      }
    }
    return pairs.isEmpty ? nil : pairs.joined(separator: " ")
  }

  private func level(_ record: JSONText) -> LogLevel? {
    guard let text = textInAnyCase(record, names.level) else { return nil }
    let word = text.trimmingPrefix { $0 == " " }.split(separator: " ").first.map(String.init) ?? ""
    return Int(word).flatMap(LogLevel.init(number:)) ?? LogLevel(word: word)
  }

  /// Names as they are written go before others.
  private func textInAnyCase(_ record: JSONText, _ names: [String]) -> String? {
    text(record, names) ?? text(record, names, folds: true)
  }

  /// The first of the fields that is there and says something; one level of dots leads inside.
  ///
  /// - Parameter folds: whether capitals do not matter.
  private func text(_ record: JSONText, _ names: [String], folds: Bool = false) -> String? {
    for name in names {
      if let value = folds ? record.field(folded: name) : record[name] {
        if let text = value.scalar, !text.isEmpty { return text }
        if let inner = value["message"]?.scalar ?? value["stack"]?.scalar { return inner }
      }
      guard let dot = name.firstIndex(of: ".") else { continue }
      let outer = record[String(name[..<dot])]
      if let text = outer?[String(name[name.index(after: dot)...])]?.scalar { return text }
    }
    return nil
  }
}

extension JSONText {
  /// `level=error msg="could not connect" port=5432`; nil when there are no such pairs.
  init?(logfmt line: String) {
    var fields: [(name: String, value: JSONText)] = []
    var rest = line[...]
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].split(separator: " ").last ?? ""
      rest = rest[rest.index(after: equals)...]
      let value: Substring
      if rest.first == "\"" {
        let quoted = rest.dropFirst()
        let end = Self.closingQuote(quoted) ?? quoted.endIndex
        value = quoted[..<end]
        rest = end < quoted.endIndex ? quoted[quoted.index(after: end)...] : ""
      } else {
        value = rest.prefix { $0 != " " }
        rest = rest[value.endIndex...]
      }
      if !name.isEmpty {
        let text = value.replacing("\\\"", with: "\"").replacing("\\n", with: "\n")
        fields.append((String(name), .string(String(text))))
      }
    }
    if fields.isEmpty { return nil }
    self = .object(fields)
  }

  /// The first field of a name, whatever its capitals.
  func field(folded name: String) -> JSONText? {
    fields.first {
      $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased()
    }?
    .value
  }

  private static func closingQuote(_ text: Substring) -> Substring.Index? {
    var isEscaped = false
    for index in text.indices {
      if isEscaped {
        isEscaped = false
      } else if text[index] == "\\" {
        isEscaped = true
      } else if text[index] == "\"" {
        return index
      }
    }
    return nil
  }
}
