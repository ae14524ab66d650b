import Analysis
import Foundation

// The columns of a market's regression, decided by what its listings tell. A figure that is missing
// stands at the middle, and where that is so more than now and then, a column says so. Sizes count
// by their logarithm, years and grades also by their square.

/// Which traits of a market's listings count, and how they become numbers around 0.
struct MarketSchema: Sendable {
  enum Source: Hashable, Sendable {
    case figure(Traits.Figure)
    case further(Int)
    case feature(Int)
    case type(Int)
    case widerPlace(UInt64)
    case time
  }

  enum Form: UInt8, Sendable {
    case level, logarithm, square, missing, presence
  }

  struct Column: Sendable {
    let source: Source
    let form: Form
    var middle = 0.0
    var deviation = 1.0
  }

  private(set) var columns: [Column] = []
  private var groups: [UInt64: Int] = [:]
  /// Days since 1970; nil when too few listings have one.
  let newest: Int?
  /// The middle of all positions; nil when too few are known.
  let centre: (latitude: Double, longitude: Double)?

  var groupCount: Int { groups.count }

  init(_ members: [MarketMember]) {
    let traits = members.map(\.traits)
    let days = traits.compactMap { $0.sold ?? $0.listed }
    let spansTime = days.count * 2 > traits.count && Set(days).count > 1
    newest = spansTime ? days.max() : nil
    let latitudes = traits.compactMap(\.latitude)
    let isPlaced = Double(latitudes.count) >= Self.placedMin * Double(traits.count)
    centre =
      isPlaced && !latitudes.isEmpty
      ? (
        Quantiles.median(latitudes) ?? 0, Quantiles.median(traits.compactMap(\.longitude)) ?? 0
      ) : nil
    for place in traits.compactMap(\.place) where groups[place] == nil {
      groups[place] = groups.count
    }
    let columnsMax = max(1, traits.count / Self.listingsPerColumn)
    for figure in Self.order { add(.figure(figure), traits) { $0[figure] } }
    for index in 0..<(traits.map(\.further.count).max() ?? 0) {
      add(.further(index), traits) { Self.further(index, $0) }
    }
    addTypes(traits)
    addFeatures(traits)
    columns = Array(columns.prefix(columnsMax))
    addWiderPlaces(traits)
    if newest != nil { columns.append(Column(source: .time, form: .level)) }
  }

  /// As ``write(to:)`` laid it out.
  init(from reader: inout PackReader) {
    let names = reader.list(of: UInt64.self)
    groups = Dictionary(
      names.enumerated().lazy.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    newest = reader.optionalInteger()
    let (latitude, longitude) = (reader.optionalReal(), reader.optionalReal())
    centre = latitude.flatMap { latitude in longitude.map { (latitude, $0) } }
    for _ in 0..<max(0, reader.integer()) {
      guard let column = Column(from: &reader) else { return }
      columns.append(column)
    }
  }

  func write(to writer: inout PackWriter) {
    writer.put(groups.sorted { $0.value < $1.value }.map(\.key))
    writer.put(newest)
    writer.put(centre?.latitude)
    writer.put(centre?.longitude)
    writer.put(columns.count)
    for column in columns { column.write(to: &writer) }
  }

  /// Share of listings with a position from which on positions count.
  private static let placedMin = 0.9
  private static let listingsPerColumn = 5
  private static let order: [Traits.Figure] = [
    .area, .bedrooms, .rooms, .bathrooms, .plot, .yearBuilt, .parking, .toilets,
  ]

  // MARK: What counts

  private static let presentMin = 0.3
  private static let missingMin = 0.02
  /// A figure with so many steps may rise faster at one end.
  private static let squareRange = 6.0

  private mutating func add(
    _ source: Source, _ traits: [Traits], _ value: (Traits) -> Double?
  ) {
    let isLogarithm = source == .figure(.area) || source == .figure(.plot)
    let values = traits.compactMap(value).map { isLogarithm ? log(max($0, 1)) : $0 }
    guard Double(values.count) >= Self.presentMin * Double(traits.count),
      let middle = Quantiles.median(values)
    else { return }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    guard variance > 1e-9 else { return }
    let deviation = variance.squareRoot()
    columns.append(
      Column(
        source: source, form: isLogarithm ? .logarithm : .level, middle: middle,
        deviation: deviation))
    let range = (values.max() ?? 0) - (values.min() ?? 0)
    if !isLogarithm, isSquared(source), range >= Self.squareRange {
      columns.append(
        Column(source: source, form: .square, middle: middle, deviation: deviation))
    }
    if Double(traits.count - values.count) > Self.missingMin * Double(traits.count) {
      columns.append(Column(source: source, form: .missing))
    }
  }

  private func isSquared(_ source: Source) -> Bool {
    switch source {
    case .figure(.yearBuilt), .further: true
    default: false
    }
  }

  private static func further(_ index: Int, _ traits: Traits) -> Double? {
    guard index < traits.further.count, !traits.further[index].isNaN else { return nil }
    return Double(traits.further[index])
  }

  private static let sharedByMin = 5
  private static let typesMax = 8
  private static let featuresMax = 12
  private static let widerPlacesMax = 40

  private mutating func addTypes(_ traits: [Traits]) {
    let counts = Self.counts(traits.lazy.compactMap(\.type))
    // The commonest is what the others are compared with.
    for (type, count) in counts.dropFirst().prefix(Self.typesMax) where count >= Self.sharedByMin {
      columns.append(Column(source: .type(type), form: .presence))
    }
  }

  private mutating func addFeatures(_ traits: [Traits]) {
    var counts = [Int](repeating: 0, count: 64)
    for trait in traits {
      var rest = trait.features
      while rest != 0 {
        counts[rest.trailingZeroBitCount] += 1
        rest &= rest - 1
      }
    }
    let telling = counts.indices.filter {
      counts[$0] >= Self.sharedByMin && traits.count - counts[$0] >= Self.sharedByMin
    }
    let best = telling.sorted { (counts[$1], $0) < (counts[$0], $1) }.prefix(Self.featuresMax)
    for feature in best.sorted() {
      columns.append(Column(source: .feature(feature), form: .presence))
    }
  }

  private mutating func addWiderPlaces(_ traits: [Traits]) {
    let counts = Self.counts(traits.lazy.compactMap(\.widerPlace))
    for (place, count) in counts.prefix(Self.widerPlacesMax) where count >= Self.sharedByMin {
      columns.append(Column(source: .widerPlace(place), form: .presence))
    }
  }

  /// The commonest first.
  private static func counts<Value: Hashable & Comparable>(
    _ values: some Sequence<Value>
  ) -> [(Value, Int)] {
    var counts: [Value: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
  }

  // MARK: As numbers

  /// No observation yet, with the columns of this market.
  var observations: Observations {
    Observations(
      roles: columns.map {
        switch $0.source {
        case .widerPlace: .group
        case .time: .trend
        default: .feature
        }
      },
      penalties: columns.map { column in
        if case .type = column.source { return Self.typePenalty }
        return 1
      },
      priors: columns.map {
        $0.source == .figure(.area) && $0.form == .logarithm ? Self.areaPrior : 0
      },
      groupCount: groups.count, usesGroupDistance: centre == nil,
      positionCount: (centre == nil ? 0 : 2) + (newest == nil ? 0 : 1))
  }

  private static let typePenalty = 3.0
  /// Twice the area costs 1.74 times as much, until the listings say otherwise: between a third and
  /// all of a percent for each percent is usual for homes.
  private static let areaPrior = 0.8
  /// Listings so far apart are as unlike as an effect of one unit makes them.
  private static let kilometresScale = 0.5
  private static let daysScale = 400.0

  /// - Parameter isCurrent: as of the newest day, whatever its own.
  func subject(_ traits: Traits, isCurrent: Bool) -> Subject {
    let day = isCurrent ? nil : traits.sold ?? traits.listed
    let age = newest.map { Double((day ?? $0) - $0) } ?? 0
    var position: [Float] = []
    if let centre {
      position = Self.position(traits, centre).map { Float($0 / Self.kilometresScale) }
    }
    if newest != nil { position.append(Float(age / Self.daysScale)) }
    return Subject(
      features: columns.map { $0.value(traits, age: age) },
      group: traits.place.flatMap { groups[$0] } ?? -1, position: position)
  }

  /// Kilometres east and north of the centre.
  private static func position(
    _ traits: Traits, _ centre: (latitude: Double, longitude: Double)
  ) -> [Double] {
    let latitude = traits.latitude ?? centre.latitude
    let longitude = traits.longitude ?? centre.longitude
    let degree = 111.2
    return [
      (longitude - centre.longitude) * degree * cos(centre.latitude * .pi / 180),
      (latitude - centre.latitude) * degree,
    ]
  }

  func kilometres(_ first: Traits, _ second: Traits) -> Double? {
    guard let centre, first.latitude != nil, second.latitude != nil else { return nil }
    let (from, to) = (Self.position(first, centre), Self.position(second, centre))
    return ((from[0] - to[0]) * (from[0] - to[0]) + (from[1] - to[1]) * (from[1] - to[1]))
      .squareRoot()
  }
}

extension MarketSchema.Column {
  /// Beyond so many deviations a figure counts no further.
  private static let deviationsMax = 6.0

  func value(_ traits: Traits, age: Double) -> Double {
    switch source {
    case .figure(let figure): number(traits[figure])
    case .further(let index):
      number(
        index < traits.further.count && !traits.further[index].isNaN
          ? Double(traits.further[index]) : nil)
    case .feature(let bit): traits.features >> UInt64(bit) & 1 == 1 ? 1 : 0
    case .type(let type): traits.type == type ? 1 : 0
    case .widerPlace(let place): traits.widerPlace == place ? 1 : 0
    case .time: age / 365
    }
  }

  private func number(_ value: Double?) -> Double {
    guard let value else { return form == .missing ? 1 : 0 }
    let limit = Self.deviationsMax * deviation
    let gap = min(max(value - middle, -limit), limit)
    switch form {
    case .level, .presence: return gap
    case .logarithm: return log(max(value, 1)) - middle
    case .square: return gap * gap / (deviation * deviation)
    case .missing: return 0
    }
  }
}

extension MarketSchema.Column {
  /// - Returns: nil for a source or a form that there is not.
  fileprivate init?(from reader: inout PackReader) {
    let (kind, number) = (reader.integer(), reader.integer())
    guard let source = MarketSchema.Source(kind: kind, number: number),
      let form = UInt8(exactly: reader.integer()).flatMap(MarketSchema.Form.init)
    else { return nil }
    self.init(source: source, form: form, middle: reader.real(), deviation: reader.real())
  }

  fileprivate func write(to writer: inout PackWriter) {
    let (kind, number) = source.packed
    writer.put(kind)
    writer.put(number)
    writer.put(Int(form.rawValue))
    writer.put(middle)
    writer.put(deviation)
  }
}

extension MarketSchema.Source {
  fileprivate var packed: (kind: Int, number: Int) {
    switch self {
    case .figure(let figure): (0, figure.rawValue)
    case .further(let index): (1, index)
    case .feature(let bit): (2, bit)
    case .type(let type): (3, type)
    case .widerPlace(let place): (4, Int(truncatingIfNeeded: place))
    case .time: (5, 0)
    }
  }

  fileprivate init?(kind: Int, number: Int) {
    switch kind {
    case 0:
      guard let figure = Traits.Figure(rawValue: number) else { return nil }
      self = .figure(figure)
    case 1: self = .further(number)
    case 2: self = .feature(number)
    case 3: self = .type(number)
    case 4: self = .widerPlace(UInt64(truncatingIfNeeded: number))
    case 5: self = .time
    default: return nil
    }
  }
}
