/// The parts of drawings (SVG) that charts are made of.
enum DrawingTag {
  static var title: Tag { .inline("title") }
  static var description: Tag { .inline("desc") }
  static var text: Tag { .inline("text") }
  static var rectangle: Tag { .inline("rect") }
  static var line: Tag { .inline("line") }
  static var polyline: Tag { .inline("polyline") }
  static var circle: Tag { .inline("circle") }
  static var path: Tag { .inline("path") }
}

extension Attribute {
  /// A length as a part of the drawing's width, 0 to 100; such a drawing fits any screen while its
  /// text keeps its size.
  static func x(percent: Double) -> Attribute { Attribute("x", .percent(percent)) }
  static func width(percent: Double) -> Attribute { Attribute("width", .percent(percent)) }
  static func x2(percent: Double) -> Attribute { Attribute("x2", .percent(percent)) }
  static func y(_ pixels: Double) -> Attribute { Attribute("y", .decimal(pixels)) }
  static func y1(_ pixels: Double) -> Attribute { Attribute("y1", .decimal(pixels)) }
  static func y2(_ pixels: Double) -> Attribute { Attribute("y2", .decimal(pixels)) }
  static func height(pixels: Double) -> Attribute { Attribute("height", .decimal(pixels)) }
  static func cornerRadius(_ pixels: Double) -> Attribute { Attribute("rx", .decimal(pixels)) }
  static func textAnchor(_ anchor: String) -> Attribute { Attribute("text-anchor", anchor) }
  /// Where a text begins, or its middle, in the drawing's own units.
  static func left(_ units: Double) -> Attribute { Attribute("x", .decimal(units)) }
  static func centreX(_ units: Double) -> Attribute { Attribute("cx", .decimal(units)) }
  static func centreY(_ units: Double) -> Attribute { Attribute("cy", .decimal(units)) }
  static func radius(_ units: Double) -> Attribute { Attribute("r", .decimal(units)) }
  static func viewBox(_ box: String) -> Attribute { Attribute("viewBox", box) }
  static func points(_ points: String) -> Attribute { Attribute("points", points) }
  static var stretched: Attribute { Attribute("preserveAspectRatio", "none") }
  static var evenStroke: Attribute { Attribute("vector-effect", "non-scaling-stroke") }
}
