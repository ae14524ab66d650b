import Foundation

@testable import Pipeline

/// An `item.json` is refused, or kept word for word when it is written again.
enum ItemTarget {
  static func run(_ bytes: [UInt8]) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let item = try? decoder.decode(Item.self, from: Data(bytes)) else { return }
    do {
      let again = try decoder.decode(Item.self, from: Data(item.json()))
      expect(again == item, "written again it is another item")
    } catch {
      expect(false, "what was written cannot be read: \(error)")
    }
    expect(
      !TargetName.of(item).contains("/") && TargetName.of(item) != "..", "its target leads away")
  }
}
