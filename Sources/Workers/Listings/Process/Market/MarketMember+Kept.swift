import Analysis

// Members of a market as they are kept: column by column, because so they are read in a few steps.

extension MarketMember {
  static func write(_ members: [MarketMember], to writer: inout PackWriter) {
    writer.put(members.map(\.key))
    writer.put(members.map(\.title))
    writer.put(members.map(\.amount))
    writer.put(members.map(\.kind.rawValue))
    let traits = members.map(\.traits)
    writer.put(traits.flatMap(\.figures))
    writer.put(traits.map { Int32($0.further.count) })
    writer.put(traits.flatMap(\.further))
    writer.put(traits.map(\.features))
    writer.put(traits.map { UInt8($0.place == nil ? 0 : $0.widerPlace == nil ? 1 : 2) })
    writer.put(traits.map { $0.place ?? 0 })
    writer.put(traits.map { $0.widerPlace ?? 0 })
    writer.put(traits.map { $0.latitude ?? .nan })
    writer.put(traits.map { $0.longitude ?? .nan })
    for number: KeyPath<Traits, Int?> in [\.type, \.listed, \.sold, \.withdrawn] {
      writer.put(traits.map { Int32($0[keyPath: number] ?? missing) })
    }
    writer.put(traits.map { Int32($0.photos) })
  }

  /// - Returns: nil when the columns do not fit together.
  static func list(from reader: inout PackReader) -> [MarketMember]? {
    let columns = Columns(from: &reader)
    return columns.isWhole ? columns.members : nil
  }

  private static let missing = Int(Int32.min)

  private struct Columns {
    let keys: [String]
    let titles: [String]
    let amounts: [Double]
    let kinds: [String]
    let figures: [Float]
    let furtherCounts: [Int32]
    let further: [Float]
    let features: [UInt64]
    let placeCounts: [UInt8]
    let places: [UInt64]
    let widerPlaces: [UInt64]
    let latitudes: [Double]
    let longitudes: [Double]
    /// Type, day listed, day sold, day withdrawn.
    let numbers: [[Int32]]
    let photos: [Int32]

    private static let figureCount = Traits.Figure.allCases.count

    init(from reader: inout PackReader) {
      keys = reader.texts()
      titles = reader.texts()
      amounts = reader.list(of: Double.self)
      kinds = reader.texts()
      figures = reader.list(of: Float.self)
      furtherCounts = reader.list(of: Int32.self)
      further = reader.list(of: Float.self)
      features = reader.list(of: UInt64.self)
      placeCounts = reader.list(of: UInt8.self)
      places = reader.list(of: UInt64.self)
      widerPlaces = reader.list(of: UInt64.self)
      latitudes = reader.list(of: Double.self)
      longitudes = reader.list(of: Double.self)
      var numbers: [[Int32]] = []
      for _ in 0..<4 { numbers.append(reader.list(of: Int32.self)) }
      self.numbers = numbers
      photos = reader.list(of: Int32.self)
    }

    var isWhole: Bool {
      var counts = [titles.count, amounts.count, kinds.count, furtherCounts.count]
      counts += [features.count, placeCounts.count, places.count, widerPlaces.count]
      counts += [latitudes.count, longitudes.count, photos.count]
      counts += numbers.map(\.count)
      guard counts.allSatisfy({ $0 == keys.count }), furtherCounts.allSatisfy({ $0 >= 0 }) else {
        return false
      }
      let furtherCount = furtherCounts.reduce(0) { $0 + Int($1) }
      return figures.count == keys.count * Self.figureCount && further.count == furtherCount
    }

    var members: [MarketMember] {
      var start = 0
      return keys.indices.map { row in
        let end = start + Int(furtherCounts[row])
        defer { start = end }
        return MarketMember(
          key: keys[row], title: titles[row], amount: amounts[row],
          kind: Listing.Kind(rawValue: kinds[row]) ?? .other,
          traits: traits(row, further: further[start..<end]))
      }
    }

    private func traits(_ row: Int, further: ArraySlice<Float>) -> Traits {
      let first = row * Self.figureCount
      var traits = Traits(figures: Array(figures[first..<first + Self.figureCount]))
      if !further.isEmpty { traits.further = Array(further) }
      traits.features = features[row]
      traits.place = placeCounts[row] > 0 ? places[row] : nil
      traits.widerPlace = placeCounts[row] > 1 ? widerPlaces[row] : nil
      traits.latitude = latitudes[row].isNaN ? nil : latitudes[row]
      traits.longitude = longitudes[row].isNaN ? nil : longitudes[row]
      traits.type = number(0, row)
      traits.listed = number(1, row)
      traits.sold = number(2, row)
      traits.withdrawn = number(3, row)
      traits.photos = Int(photos[row])
      return traits
    }

    private func number(_ column: Int, _ row: Int) -> Int? {
      let number = Int(numbers[column][row])
      return number == MarketMember.missing ? nil : number
    }
  }
}
