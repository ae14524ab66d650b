/// The words that stand for a photo: only what its name and its listing say.
enum PhotoWords {
  /// What a photo shows, where its name ends with it: `hh-101-front-2.jpg` shows the front.
  static func view(_ name: String) -> String? {
    let photo = PhotoName(name)
    let stem = "-" + (photo.withoutTails.last ?? photo.stem)
    return views.first { stem.hasSuffix("-\($0.name)") }?.view
  }

  /// Behind the headline of its listing.
  ///
  /// - Parameter position: from 1.
  static func alternative(
    _ headline: String, view: String?, position: Int, of count: Int
  ) -> String {
    let subject = view.map { "\(headline): \($0)" } ?? headline
    return count > 1 ? "\(subject), photo \(position) of \(count)" : "\(subject), photo"
  }

  // Longer names first where one ends with another.
  private static let views: [(name: String, view: String)] = [
    ("floor-plan", "floor plan"), ("floorplan", "floor plan"), ("living-room", "living room"),
    ("livingroom", "living room"), ("dining-room", "dining room"), ("front", "front"),
    ("rear", "rear"), ("back", "rear"), ("kitchen", "kitchen"), ("bathroom", "bathroom"),
    ("bath", "bathroom"), ("bedroom", "bedroom"), ("lounge", "lounge"), ("garden", "garden"),
    ("pool", "pool"), ("balcony", "balcony"), ("terrace", "terrace"), ("garage", "garage"),
    ("entrance", "entrance"), ("hall", "hall"), ("roof", "roof"), ("street", "street"),
    ("exterior", "exterior"), ("interior", "interior"), ("sea", "sea"),
    ("view", "view"),
  ]
}
