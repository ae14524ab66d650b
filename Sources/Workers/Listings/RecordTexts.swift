import Pipeline

/// The texts of one row, in one buffer: setting one copies its bytes and allocates nothing, once
/// the buffer has grown to the rows of the file.
struct RecordTexts: Sendable {
  /// The texts that a row may have. Places stand from the narrowest to the widest.
  enum Slot: Int, Sendable, CaseIterable {
    case reference, title, ownText, priceText, deal, typeText
    case address, estate, neighbourhood, location, district, city, town
    case region, postcode, country
    case areaText, plotText, furnishing, condition, agent, phone, link
    /// That stood in a column of its own; the address has it, too.
    case houseNumber
    /// Lists, their parts divided by ``listMark``.
    case features, photos, extra
  }

  /// Divides the parts of a list, as in the streams.
  static let listMark: UInt8 = 0x1f

  private var bytes: [UInt8] = []
  private var places = [Place](repeating: Place(), count: Slot.allCases.count)

  private struct Place {
    var start: Int32 = 0
    /// Less than 0: there is no text.
    var count: Int32 = -1
  }

  /// Empty again; keeps its memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    for index in places.indices { places[index].count = -1 }
  }

  func has(_ slot: Slot) -> Bool { places[slot.rawValue].count >= 0 }

  /// - Parameter ending: stands behind the text.
  mutating func set(_ slot: Slot, _ text: UnsafeRawBufferPointer, ending: String = "") {
    let start = bytes.count
    if start + text.count + ending.utf8.count > Int(Int32.max) { return }
    bytes.append(contentsOf: text)
    bytes.append(contentsOf: ending.utf8)
    places[slot.rawValue] = Place(start: Int32(start), count: Int32(bytes.count - start))
  }

  mutating func set(_ slot: Slot, _ text: String?) {
    guard var text else { return }
    text.withUTF8 { set(slot, UnsafeRawBufferPointer($0)) }
  }

  mutating func remove(_ slot: Slot) { places[slot.rawValue].count = -1 }

  /// Adds a part to a list. The parts of one list are added one after the other, with nothing else
  /// set in between.
  ///
  /// - Parameter name: stands in front of the part: `name=part`.
  mutating func append(to slot: Slot, name: String? = nil, _ part: UnsafeRawBufferPointer) {
    let place = places[slot.rawValue]
    var start = bytes.count
    if place.count >= 0 {
      start = Int(place.start)
      precondition(start + Int(place.count) == bytes.count, "the parts of a list stand together")
      bytes.append(Self.listMark)
    }
    if let name {
      bytes.append(contentsOf: name.utf8)
      bytes.append(UInt8(ascii: "="))
    }
    bytes.append(contentsOf: part)
    places[slot.rawValue] = Place(start: Int32(start), count: Int32(bytes.count - start))
  }

  mutating func append(to slot: Slot, _ part: String) {
    var part = part
    part.withUTF8 { append(to: slot, UnsafeRawBufferPointer($0)) }
  }

  /// The text of a slot; nil when there is none or it is empty.
  subscript(slot: Slot) -> String? {
    let place = places[slot.rawValue]
    if place.count <= 0 { return nil }
    return String(
      decoding: bytes[Int(place.start)..<Int(place.start + place.count)], as: UTF8.self)
  }

  /// Mixes all texts into a hash, in the order of ``Slot``.
  func mix(into hash: inout ContentHash) {
    for place in places {
      for index in 0..<Int(max(place.count, 0)) { hash.append(bytes[Int(place.start) + index]) }
      hash.append(UInt8(place.count < 0 ? 0 : 0x1e))
    }
  }

  /// Writes all texts in the order of ``Slot``.
  func write(to row: inout RowWriter) {
    bytes.withUnsafeBytes { bytes in
      for place in places {
        if place.count < 0 {
          row.putMissing()
        } else {
          let start = Int(place.start)
          row.put(
            bytes: UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(place.count)]))
        }
      }
    }
  }
}
