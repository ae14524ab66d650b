/// Turns the records of a JSON text into rows of cells, one after the other.
struct JSONRecords {
  /// A member that stands under no column: the start of the file did not have it.
  struct Stray {
    var name: String
    var value: String
  }

  let layout: JSONShape.Layout
  let isOfLists: Bool
  /// Whether a record had several lines, where records follow each other without a list.
  var spanLines = false
  /// Whether the list of the records is over.
  var isBehind = false
  private let columns: [[UInt8]]
  private let places: [[UInt8]: Int]
  /// Names of members whose own members have columns.
  private let groups: Set<[UInt8]>
  /// Where the value of each column lies in the record; empty if it has none.
  private var values: [Range<Int>]
  private(set) var strays: [Stray] = []
  private var cell: [UInt8] = []
  private var name: [UInt8] = []
  /// The column behind the one found last: members mostly come in the same order.
  private var expected = 0

  private static let strayBytesMax = 200

  init(_ shape: JSONShape) {
    layout = shape.layout
    isOfLists = shape.isOfLists
    columns = shape.columns
    var places: [[UInt8]: Int] = [:]
    var groups: Set<[UInt8]> = []
    for (index, name) in shape.columns.enumerated() where !name.isEmpty {
      places[name] = index
      if let point = name.firstIndex(of: 0x2E) { groups.insert(Array(name[..<point])) }
    }
    self.places = places
    self.groups = groups
    values = Array(repeating: 0..<0, count: shape.columns.count)
  }

  /// Reads the record at the start of the text.
  ///
  /// - Parameter text: The record, whole.
  /// - Returns: False when it is neither an object nor a list, or broken inside.
  mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var json = JSONText(text)
    for column in values.indices { values[column] = 0..<0 }
    strays.removeAll(keepingCapacity: true)
    expected = 0
    if isOfLists {
      guard json.kind(at: 0) == .array else { return false }
      var next = 0
      var found = values
      let isSound = json.forEachElement(of: 0) { element in
        if next < found.count { found[next] = element } else { found.append(element) }
        next += 1
      }
      values = found
      return isSound
    }
    guard json.kind(at: 0) == .object else { return false }
    return readMembers(of: 0, prefix: [], &json)
  }

  private mutating func readMembers(
    of start: Int, prefix: [UInt8], _ json: inout JSONText
  ) -> Bool {
    var members: [(name: Range<Int>, value: Range<Int>)] = []
    guard json.forEachMember(of: start, { members.append(($0, $1)) }) else { return false }
    for (nameRange, value) in members {
      name.removeAll(keepingCapacity: true)
      name.append(contentsOf: prefix)
      JSONString.append(UnsafeBufferPointer(rebasing: json.text[nameRange]), to: &name)
      if prefix.isEmpty, json.kind(at: value.lowerBound) == .object, groups.contains(name) {
        let inner = name + [0x2E]
        if !readMembers(of: value.lowerBound, prefix: inner, &json) { return false }
      } else if let column = column() {
        values[column] = value
        expected = column + 1
      } else {
        addStray(value, json.text)
      }
    }
    return true
  }

  private func column() -> Int? {
    if expected < columns.count, columns[expected] == name { return expected }
    return places[name]
  }

  private mutating func addStray(_ value: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) {
    let bytes = text[value].prefix(Self.strayBytesMax)
    if bytes.elementsEqual("null".utf8) { return }
    strays.append(
      Stray(
        name: String(decoding: name, as: UTF8.self), value: String(decoding: bytes, as: UTF8.self)))
  }

  // MARK: - Cells

  /// Hands on the cells of the record that was read, in the order of the columns.
  mutating func forEachCell(
    of text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    for value in values {
      cell.removeAll(keepingCapacity: true)
      if !value.isEmpty { append(value, of: text) }
      cell.withUnsafeBufferPointer(body)
    }
    // A list that was longer than the others is so for this row only.
    if values.count > columns.count { values.removeSubrange(columns.count...) }
  }

  /// Texts without quotes, null as nothing, a list of plain values with semicolons between them;
  /// anything else as it is written.
  private mutating func append(_ value: Range<Int>, of text: UnsafeBufferPointer<UInt8>) {
    var json = JSONText(text)
    switch json.kind(at: value.lowerBound) {
    case .string:
      let inner = value.lowerBound + 1..<value.upperBound - 1
      JSONString.append(UnsafeBufferPointer(rebasing: text[inner]), to: &cell)
    case .word:
      if !text[value].elementsEqual("null".utf8) { cell.append(contentsOf: text[value]) }
    case .array:
      var elements: [Range<Int>] = []
      let isSound = json.forEachElement(of: value.lowerBound) { elements.append($0) }
      let isPlain = elements.allSatisfy {
        [.string, .word].contains(json.kind(at: $0.lowerBound) ?? .object)
      }
      guard isSound, isPlain else { return cell.append(contentsOf: text[value]) }
      for (index, element) in elements.enumerated() {
        if index > 0 { cell.append(contentsOf: "; ".utf8) }
        append(element, of: text)
      }
    case .object, nil:
      if !text[value].elementsEqual("{}".utf8) { cell.append(contentsOf: text[value]) }
    }
  }
}
