/// Where the records of a JSON text lie, and what their columns are.
///
///     [{…}, {…}]                 a list of objects
///     {"results": [{…}, {…}]}    a list inside an object, one or two levels deep
///     {…}⏎{…}                    JSON Lines
///     [["a", "b"], [1, 2]]       a list of lists, the first of which may name the columns
///
/// A member that is an object becomes a column for each of its own members, `address.city`; what is
/// nested deeper stays JSON text. A name that holds an object in one record and a text in another
/// has both kinds of column.
struct JSONShape {
  enum Layout: String {
    case list, lines, single
  }

  private(set) var layout: Layout
  /// Where the first record starts in the sample.
  private(set) var firstRecord: Int
  private(set) var isOfLists = false
  private(set) var hasHeader = true
  /// Names as bytes, in the order in which they first occur: `town`, `address.city`.
  private(set) var columns: [[UInt8]] = []
  private(set) var remarks: [TableRemark] = []
  private(set) var decisions: [FormatDecision] = []

  /// So many records are looked at for names.
  private static let recordsMax = 20_000
  private static let remarksMax = 100
  /// Longer texts are told in no report.
  private static let remarkBytesMax = 200

  private var json: JSONText
  private var known: Set<[UInt8]> = []

  /// Whether a text starts like JSON.
  static func isLikely(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let json = JSONText(text)
    let first = json.skipBlanks(0)
    guard first < text.count else { return false }
    let second = json.skipBlanks(first + 1)
    guard second < text.count else { return false }
    switch text[first] {
    case 0x7B: return text[second] == 0x22 || text[second] == 0x7D
    case 0x5B:
      let isEmptyList = text[second] == 0x5D && json.skipBlanks(second + 1) == text.count
      return isEmptyList || [0x7B, 0x5B, 0x22].contains(text[second])
    default: return false
    }
  }

  /// - Parameters:
  ///   - text: The start of the file; may end in the middle of a record.
  ///   - columnsMax: Behind so many names no more are sought.
  /// - Returns: Nil when the text holds no record, or is no JSON.
  init?(_ text: UnsafeBufferPointer<UInt8>, isWhole: Bool, columnsMax: Int) {
    json = JSONText(text)
    let root = json.skipBlanks(0)
    var path: [String] = []
    var objects: [Int] = []
    if json.kind(at: root) == .array, let first = Self.firstRecord(inList: root, json) {
      // A list of objects is a list of records, whatever follows it.
      let isLines = json.kind(at: first) != .object && Self.isFollowedByValue(root, &json)
      layout = isLines ? .lines : .list
      firstRecord = layout == .lines ? root : first
    } else if json.kind(at: root) == .object {
      if Self.isFollowedByValue(root, &json) {
        (layout, firstRecord) = (.lines, root)
      } else if let found = Self.findList(in: root, &json, depth: 2) {
        (layout, firstRecord, path) = (.list, found.record, found.path)
        objects = found.objects
      } else {
        (layout, firstRecord) = (.single, root)
      }
    } else {
      return nil
    }
    isOfLists = json.kind(at: firstRecord) == .array
    for object in objects { collectRemarks(object) }
    collectColumns(columnsMax: columnsMax, isWhole: isWhole)
    guard !columns.isEmpty else { return nil }
    decide(path)
  }

  // MARK: - Where the records are

  private static func firstRecord(inList start: Int, _ json: JSONText) -> Int? {
    let first = json.skipBlanks(start + 1)
    switch json.kind(at: first) {
    case .object, .array: return first
    case .string, .word: return start
    case nil: return nil
    }
  }

  /// Whether the value is whole and another one follows, as in JSON Lines.
  private static func isFollowedByValue(_ start: Int, _ json: inout JSONText) -> Bool {
    guard let end = json.end(of: start, isLast: true) else { return false }
    let next = json.skipBlanks(end)
    return json.kind(at: next) == .object || json.kind(at: next) == .array
  }

  /// The first member that is a list of objects, here or one level down, and the objects around
  /// it. The list may be cut off.
  private static func findList(
    in start: Int, _ json: inout JSONText, depth: Int
  ) -> (record: Int, path: [String], objects: [Int])? {
    var at = json.skipBlanks(start + 1)
    while at < json.text.count, json.text[at] == 0x22 {
      guard let nameEnd = json.end(of: at, isLast: true) else { return nil }
      let name = String(decoding: json.text[at + 1..<nameEnd - 1], as: UTF8.self)
      let colon = json.skipBlanks(nameEnd)
      guard colon < json.text.count, json.text[colon] == 0x3A else { return nil }
      let value = json.skipBlanks(colon + 1)
      if json.kind(at: value) == .array {
        let first = json.skipBlanks(value + 1)
        if json.kind(at: first) == .object { return (first, [name], [start]) }
      }
      if json.kind(at: value) == .object, depth > 1,
        let found = findList(in: value, &json, depth: depth - 1)
      {
        return (found.record, [name] + found.path, [start] + found.objects)
      }
      guard let end = json.end(of: value, isLast: true) else { return nil }
      at = json.skipBlanks(end)
      if at < json.text.count, json.text[at] == 0x2C { at = json.skipBlanks(at + 1) }
    }
    return nil
  }

  /// Those behind a list that is longer than the sample are not seen.
  private mutating func collectRemarks(_ object: Int) {
    let (text, json) = (json.text, json)
    var found: [TableRemark] = []
    // An object that is cut off has some of its members, too.
    _ = self.json.forEachMember(of: object) { name, value in
      let kind = json.kind(at: value.lowerBound)
      guard kind == .string || kind == .word, value.count <= Self.remarkBytesMax else { return }
      let inner = kind == .string ? value.dropFirst().dropLast() : value
      found.append(
        TableRemark(
          name: String(decoding: Self.name(text, name), as: UTF8.self),
          text: String(decoding: Self.name(text, inner), as: UTF8.self)))
    }
    remarks += found.prefix(Self.remarksMax - remarks.count)
  }

  // MARK: - What the columns are

  private mutating func collectColumns(columnsMax: Int, isWhole: Bool) {
    var at = firstRecord
    var records = 0
    while records < Self.recordsMax, columns.count <= columnsMax,
      let end = json.end(of: at, isLast: isWhole)
    {
      if isOfLists { collectList(at, isFirst: records == 0) } else { collectObject(at) }
      records += 1
      at = json.skipBlanks(end)
      if layout == .list, at < json.text.count, json.text[at] == 0x2C {
        at = json.skipBlanks(at + 1)
      }
      if layout == .single { break }
    }
  }

  private mutating func collectObject(_ start: Int) {
    guard json.kind(at: start) == .object else { return }
    var members: [(name: Range<Int>, value: Range<Int>)] = []
    _ = json.forEachMember(of: start) { members.append(($0, $1)) }
    for (name, value) in members {
      let bytes = Self.name(json.text, name)
      guard json.kind(at: value.lowerBound) == .object else {
        add(bytes)
        continue
      }
      var inner: [Range<Int>] = []
      _ = json.forEachMember(of: value.lowerBound) { name, _ in inner.append(name) }
      for name in inner { add(bytes + [0x2E] + Self.name(json.text, name)) }
    }
  }

  /// The first list names the columns if it holds nothing but different texts.
  private mutating func collectList(_ start: Int, isFirst: Bool) {
    var elements: [Range<Int>] = []
    _ = json.forEachElement(of: start) { elements.append($0) }
    if isFirst {
      let texts = elements.filter { json.kind(at: $0.lowerBound) == .string }
      let names = texts.map { Self.name(json.text, $0.lowerBound + 1..<$0.upperBound - 1) }
      hasHeader = texts.count == elements.count && Set(names).count == names.count
      if hasHeader {
        columns = names
        return
      }
    }
    while !hasHeader, columns.count < elements.count { columns.append([]) }
  }

  private mutating func add(_ name: [UInt8]) {
    if known.insert(name).inserted { columns.append(name) }
  }

  static func name(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONString.append(UnsafeBufferPointer(rebasing: text[range]), to: &bytes)
    return bytes
  }

  // MARK: - In words

  private mutating func decide(_ path: [String]) {
    let reason =
      switch layout {
      case .lines: "One JSON value follows the other: each is a row."
      case .single: "It is one JSON object: one row."
      case .list where path.isEmpty: "It is a JSON list: each of its elements is a row."
      case .list: "The rows are the list “\(path.joined(separator: "."))” of a JSON object."
      }
    let name = layout == .lines ? "JSON Lines" : "JSON"
    decisions = [FormatDecision(.layout, name, reason)]
    if isOfLists {
      decisions.append(
        FormatDecision(
          .header, hasHeader ? "yes" : "none",
          hasHeader
            ? "The first list names the columns: it holds nothing but different texts."
            : "No list names the columns."))
    }
  }
}
