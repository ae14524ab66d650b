import Pipeline

/// The parts of an address that had columns of their own. Where a table writes places as one text,
/// all are missing, and ``Listing/places`` is all that is known.
struct WrittenAddress: Hashable, Sendable {
  var city: String?
  var region: String?
  var postcode: String?
  var country: String?

  var isEmpty: Bool { self == WrittenAddress() }
}

extension WrittenAddress {
  /// Four texts, those that are missing empty; none when all are. As streams and tables keep it.
  var list: [String] { isEmpty ? [] : [city, region, postcode, country].map { $0 ?? "" } }

  init(list: [String]) {
    guard list.count == 4 else { return }
    let parts = list.map { $0.isEmpty ? nil : $0 }
    (city, region, postcode, country) = (parts[0], parts[1], parts[2], parts[3])
  }
}
