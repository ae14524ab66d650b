import Foundation

/// Where a listing lies, in millionths of a degree.
struct CataloguePosition: Sendable {
  let latitude: Int32
  let longitude: Int32

  static let unknown = Int32.min

  init(latitude: Int32, longitude: Int32) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Nil where it is not known.
  init?(_ listing: Listing) {
    guard let latitude = listing.latitude, let longitude = listing.longitude,
      abs(latitude) <= 90, abs(longitude) <= 180
    else { return nil }
    self.init(
      latitude: Int32((latitude * 1_000_000).rounded()),
      longitude: Int32((longitude * 1_000_000).rounded()))
  }

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

  /// In kilometres, as ``way(to:)``.
  func distance(to other: CataloguePosition) -> Double {
    let way = way(to: other)
    return (way.east * way.east + way.north * way.north).squareRoot()
  }

  /// Of a meridian: a 360th of 40,030 km.
  private static let kilometresPerDegree = 111.2

  private func degrees(_ millionths: Int32) -> Double { Double(millionths) / 1_000_000 }
}
