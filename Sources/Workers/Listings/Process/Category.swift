/// The published rule of categories.
enum Category {
  /// Luxury from 3 bedrooms and more than 100 m²; Standard up to 2 bedrooms below 80 m²; else
  /// Basic. Nil where bedrooms or area are not known.
  static func of(_ listing: Listing) -> Plan.Category? {
    guard let bedrooms = listing.bedrooms, let area = listing.areaSquareMetres else { return nil }
    if bedrooms >= 3 && area > 100 { return .luxury }
    if bedrooms <= 2 && area < 80 { return .standard }
    return .basic
  }
}
