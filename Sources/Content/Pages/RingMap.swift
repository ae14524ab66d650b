// Where things lie around one in the middle. There is no map beneath it: nothing is fetched, and no
// street is drawn that nobody knows.
//
//        2 km          rings at one and two steps of 1, 2, 5, 10 … that hold all marks
//      ·  1  ·         marks with short labels, north above
//     1 km  ◉   2

/// Marks around a middle, with rings that tell the distance.
package struct RingMap: HTML {
  /// A place, seen from the middle, in kilometres.
  package struct Mark: Sendable, Equatable {
    package let label: String
    package let east: Double
    package let north: Double

    package init(label: String, east: Double, north: Double) {
      self.label = label
      self.east = east
      self.north = north
    }

    package var distance: Double { (east * east + north * north).squareRoot() }

    /// “1: 0.8 km to the north-east”.
    var words: String {
      let isElsewhere = distance >= 0.005
      let place =
        isElsewhere ? "\(RingMap.text(distance)) to the \(direction)" : "at the same place"
      return "\(label): \(place)"
    }

    /// One of eight: half-way between two of the four is what lies within an eighth of a circle.
    private var direction: String {
      let eastern = east < 0 ? "west" : "east"
      let northern = north < 0 ? "south" : "north"
      if abs(east) < abs(north) * RingMap.eighth { return northern }
      if abs(north) < abs(east) * RingMap.eighth { return eastern }
      return "\(northern)-\(eastern)"
    }
  }

  private let name: String
  private let marks: [Mark]

  /// The tangent of 22.5°.
  private static let eighth = 0.414_213_562

  private static let (width, height) = (320, 230)
  private static let outerRadius = 100.0

  /// - Parameter marks: finite.
  package init(name: String, marks: [Mark]) {
    self.name = name
    self.marks = marks
  }

  package func write(_ writer: inout HTMLWriter) {
    let step = Self.step(marks.map(\.distance).max() ?? 0)
    svg(
      .class("rings"), .role("img"), .ariaLabel("\(name). \(description)"),
      .viewBox("0 0 \(Self.width) \(Self.height)"), .width(Self.width), .height(Self.height)
    ) {
      ring(Self.outerRadius, 2 * step)
      ring(Self.outerRadius / 2, step)
      DrawingTag.circle(.class("here"), .centreX(x(0)), .centreY(y(0)), .radius(5))
      ForEach(marks) { mark in
        draw(mark, Self.outerRadius / (2 * step))
      }
    }.write(&writer)
  }

  private var description: String { marks.map(\.words).joined(separator: "; ") }

  @HTMLBuilder private func ring(_ radius: Double, _ kilometres: Double) -> some HTML {
    DrawingTag.circle(.class("ring"), .centreX(x(0)), .centreY(y(0)), .radius(radius))
    DrawingTag.text(.left(x(radius * 0.71) + 3), .y(y(radius * 0.71) - 3)) {
      Self.text(kilometres)
    }
  }

  @HTMLBuilder private func draw(_ mark: Mark, _ scale: Double) -> some HTML {
    DrawingTag.circle(
      .class("mark"), .centreX(x(mark.east * scale)), .centreY(y(mark.north * scale)),
      .radius(9))
    DrawingTag.text(
      .class("mark-label"), .left(x(mark.east * scale)), .y(y(mark.north * scale) + 4),
      .textAnchor("middle")
    ) { mark.label }
  }

  private func x(_ east: Double) -> Double { Double(Self.width) / 2 + east }
  private func y(_ north: Double) -> Double { Double(Self.height) / 2 - north }

  /// Twice of it holds the distance: 1, 2 or 5 times a power of ten, 0.1 at least.
  static func step(_ distance: Double) -> Double {
    var power = 0.1
    while power < 1e4 {
      for factor in [1.0, 2.0, 5.0] where 2 * factor * power >= distance { return factor * power }
      power *= 10
    }
    return power
  }

  /// `200 m`, `1.5 km`, `12 km`.
  static func text(_ kilometres: Double) -> String {
    if kilometres < 0.995 { return "\(Int((kilometres * 100).rounded()) * 10) m" }
    if kilometres >= 9.95 { return "\(Int(kilometres.rounded())) km" }
    let tenths = Int((kilometres * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) km" : "\(tenths / 10).\(tenths % 10) km"
  }
}
