/// What a regression learns from: rows of numbers, each with a group and a target.
package struct Observations: Sendable {
  /// What a dense column is to the search for neighbours.
  package enum Role: UInt8, Sendable {
    /// Two rows are as far apart in it as its effect differs.
    case feature
    /// Together with the group one effect: where the row belongs.
    case group
    /// Only the regression uses it.
    case trend
  }

  /// Dense columns.
  package let roles: [Role]
  /// Penalty of each dense column.
  package let penalties: [Double]
  /// What each dense column's coefficient is drawn to: what is believed of it beforehand.
  package let priors: [Double]
  package let groupCount: Int
  /// Whether the group's effect counts as a distance; not when positions say where a row belongs.
  package let usesGroupDistance: Bool
  /// Coordinates of a position: distances that do not depend on effects, already in their scale.
  package let positionCount: Int

  package private(set) var targets: [Double] = []
  private var features: [Double] = []
  private var groups: [Int32] = []
  private var positions: [Float] = []

  package init(
    roles: [Role], penalties: [Double], priors: [Double]? = nil, groupCount: Int,
    usesGroupDistance: Bool, positionCount: Int
  ) {
    let priors = priors ?? [Double](repeating: 0, count: roles.count)
    precondition(
      roles.count == penalties.count && roles.count == priors.count,
      "a penalty and a prior for each column")
    self.roles = roles
    self.penalties = penalties
    self.priors = priors
    self.groupCount = groupCount
    self.usesGroupDistance = usesGroupDistance
    self.positionCount = positionCount
  }

  /// As ``write(to:)`` laid them out.
  ///
  /// - Returns: nil when the bytes do not fit together.
  package init?(from reader: inout PackReader) {
    roles = reader.list(of: UInt8.self).compactMap(Role.init)
    penalties = reader.list(of: Double.self)
    priors = reader.list(of: Double.self)
    groupCount = reader.integer()
    usesGroupDistance = reader.integer() == 1
    positionCount = reader.integer()
    targets = reader.list(of: Double.self)
    features = reader.list(of: Double.self)
    groups = reader.list(of: Int32.self)
    positions = reader.list(of: Float.self)
    guard penalties.count == width, priors.count == width, features.count == count * width,
      groups.count == count, positions.count == count * positionCount,
      groups.allSatisfy({ $0 < groupCount })
    else { return nil }
  }

  package func write(to writer: inout PackWriter) {
    writer.put(roles.map(\.rawValue))
    writer.put(penalties)
    writer.put(priors)
    writer.put(groupCount)
    writer.put(usesGroupDistance ? 1 : 0)
    writer.put(positionCount)
    writer.put(targets)
    writer.put(features)
    writer.put(groups)
    writer.put(positions)
  }

  package var width: Int { roles.count }
  package var count: Int { targets.count }

  /// - Precondition: as many features and positions as there are columns for them.
  package mutating func append(_ subject: Subject, target: Double) {
    precondition(subject.features.count == width && subject.position.count == positionCount)
    features += subject.features
    groups.append(Int32(subject.group))
    positions += subject.position
    targets.append(target)
  }

  package func features(of row: Int) -> ArraySlice<Double> {
    features[row * width..<(row + 1) * width]
  }

  package func group(of row: Int) -> Int { Int(groups[row]) }

  package func position(of row: Int) -> ArraySlice<Float> {
    positions[row * positionCount..<(row + 1) * positionCount]
  }

  package func subject(_ row: Int) -> Subject {
    Subject(
      features: Array(features(of: row)), group: group(of: row),
      position: Array(position(of: row)))
  }

  func withRow<Value>(_ row: Int, _ body: (Span<Double>) -> Value) -> Value {
    features.withUnsafeBufferPointer { all in
      body(UnsafeBufferPointer(rebasing: all[row * width..<(row + 1) * width]).span)
    }
  }
}

/// A row without a target.
package struct Subject: Sendable, Equatable {
  /// Around 0, none missing.
  package var features: [Double]
  /// Negative for none, or one that the observations do not know.
  package var group: Int
  package var position: [Float]

  package init(features: [Double], group: Int, position: [Float] = []) {
    self.features = features
    self.group = group
    self.position = position
  }
}
