import Glibc

/// Where a listing lies, in millionths of a degree.
struct CataloguePosition: Sendable {
  let latitude: Int32
  let longitude: Int32

  static let unknown = Int32.min

  var isKnown: Bool { latitude != Self.unknown && longitude != Self.unknown }

  /// How far another place lies to the east and to the north, in kilometres; for places that are
  /// not far from each other.
  func way(to other: CataloguePosition) -> (east: Double, north: Double) {
    let (here, there) = (degrees(latitude), degrees(other.latitude))
    let north = (there - here) * Self.kilometresPerDegree
    let east =
      (degrees(other.longitude) - degrees(longitude)) * Self.kilometresPerDegree
      * cos((here + there) / 2 * .pi / 180)
    return (east, north)
  }

  /// Of a meridian: a 360th of 40,030 km.
  private static let kilometresPerDegree = 111.2

  private func degrees(_ millionths: Int32) -> Double { Double(millionths) / 1_000_000 }
}
