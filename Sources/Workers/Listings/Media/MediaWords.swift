/// Words of names that say what a picture shows, or nothing at all, rather than of which listing.
enum MediaWords {
  /// Words beside which a title is still the whole name: `sea-view-kitchen` is of “Sea View”.
  static func isAside(_ word: String) -> Bool {
    isOfPictures(word) || (word.allSatisfy(\.isNumber) && word.count <= 4)
  }

  /// Words that name what a picture shows, or only that it is one.
  static func isOfPictures(_ word: String) -> Bool {
    views.contains(word) || generic.contains(word)
  }

  /// Words without which a title is the same.
  static let small: Set<String> = [
    "a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with",
  ]

  /// Words that say no more than that a file is a picture.
  static let generic: Set<String> = [
    "brochure", "cam", "cover", "dsc", "dscn", "final", "hd", "hero", "image", "images", "img",
    "large", "listing", "main", "mvc", "new", "photo", "photos", "pic", "pics", "picture", "plan",
    "pxl", "scan", "screenshot", "small", "whatsapp",
  ]

  /// Views that stand behind how many there are, or which: `3-bedroom`, `2-floor`.
  static let counted: Set<String> = ["bath", "bathroom", "bed", "bedroom", "floor", "room"]

  /// As folders of photos are called.
  static let months: Set<String> = [
    "jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june",
    "jul", "july", "aug", "august", "sep", "sept", "september", "oct", "october", "nov",
    "november", "dec", "december",
  ]

  private static let views: Set<String> = [
    "back", "balcony", "bath", "bathroom", "bed", "bedroom", "dining", "entrance", "exterior",
    "floor", "floorplan", "front", "frontal", "garage", "garden", "hall", "interior", "kitchen",
    "living", "livingroom", "lounge", "pool", "rear", "roof", "room", "sea", "street", "terrace",
    "view",
  ]
}
