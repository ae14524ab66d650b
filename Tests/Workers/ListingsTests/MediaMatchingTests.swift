import Foundation
import Pipeline
import Testing

@testable import Listings

@Suite struct `A photo` {
  private static let listings = [
    MediaMatcher.Names(
      number: 1, reference: "HH-101", title: "Sea View", slug: "3-bedroom-house-in-ikeja-ab12",
      photos: ["IMG_0001.JPG", "photos/sunset (large).jpeg"]),
    MediaMatcher.Names(number: 2, reference: "HH-102", title: "Mango House", slug: "plot-cd34"),
    MediaMatcher.Names(number: 3, reference: "7", title: "Mango House", slug: "flat-ef56"),
    MediaMatcher.Names(
      number: 4, reference: "HH 101 B", title: "Casa Água", slug: "flat-gh78",
      photos: ["https://portal.example/p/hh-102.jpg?size=large"]),
  ]

  @Test(
    arguments: [
      // Named in a row.
      ("IMG_0001.jpg", 1), ("deep/down/img-0001.PNG", 1), ("Sunset-Large.jpg", 1),
      // The row's word goes before the photo's own name.
      ("hh-102.jpg", 4),
      // Called like the reference, title or address.
      ("HH_101.jpg", 1), ("sea view.webp", 1), ("3-bedroom-house-in-ikeja-ab12.jpg", 1),
      ("7.jpg", 3), ("casa água.jpg", 4), ("Casa A\u{301}gua.jpg", 4),
      // With a counter, a copy's mark or a hash behind it.
      ("hh-101-1.jpg", 1), ("HH101.jpg", 1), ("hh103.jpg", nil), ("HH102-kitchen.jpg", 2),
      ("hh-102 (3).jpg", 2), ("sea-view_02.jpg", 1),
      ("Sea View copy 2.jpg", 1), ("sea-view-9f86d081884c.jpg", 1), ("7-2.jpg", 3),
      // With words behind the reference; the longest reference wins.
      ("hh-102-kitchen.jpg", 2), ("hh-102-living-room-2.jpg", 2), ("hh-101-b-front.jpg", 4),
      ("7-up.jpg", nil), ("sea-view-restaurant.jpg", nil),
      // Figures with something between them are others than figures in one.
      ("HH-10-1.jpg", nil), ("hh-10-2-front.jpg", nil), ("hh10-1.jpg", nil), ("hh 101b.jpg", 4),
      // In the listing's folder.
      ("hh-102/1.jpg", 2), ("photos/HH 102/front.jpg", 2),
      // Two listings have the name, or none.
      ("mango-house.jpg", nil), ("IMG_9999.jpg", nil), (".jpg", nil), ("", nil),
    ] as [(String, Int?)])
  func `shows the listing that its name fits`(_ name: String, _ number: Int?) {
    #expect(MediaMatcher(Self.listings).verdict(name).match?.number == number)
  }

  private static let folders = [
    MediaMatcher.Names(
      number: 1, reference: "1", photos: ["front.jpg", "1/stairs.jpg", "villa-lima.jpg"]),
    MediaMatcher.Names(number: 2, reference: "2", photos: ["front.jpg", "back.jpg"]),
    MediaMatcher.Names(number: 3, reference: "3", title: "Garden Room"),
    MediaMatcher.Names(
      number: 4, reference: "HH-4", photos: ["uploads/site/IMG_7.jpg", "uploads/site/rosa.jpg"]),
    MediaMatcher.Names(number: 5, reference: "HH-5", photos: ["uploads/site/IMG_7.jpg"]),
    MediaMatcher.Names(
      number: 6, reference: "LG/2024/015",
      photos: ["https://x.example/wp-content/uploads/2024/03/lima-north.jpg"]),
    MediaMatcher.Names(number: 7, reference: "HJ-12-3"),
    MediaMatcher.Names(number: 8, reference: "HJ-1-23"),
  ]

  @Test(
    arguments: [
      // A counter or a view is a name in every folder.
      ("3/1.jpg", [3]), ("3/IMG_0001.jpg", [3]), ("HH-5/garden-room.jpg", [5]), ("1.jpg", [1]),
      ("march/1.jpg", [1]), ("photos/3/2 (1).jpg", [3]), ("2/HH-4-front.jpg", [4]),
      // Of several rows that of the folder's listing is meant; another folder's is asked about.
      ("1/front.jpg", [1]), ("2/front.jpg", [2]), ("front.jpg", [1, 2]), ("3/back.jpg", [2, 3]),
      ("3/villa-lima.jpg", [1]),
      // Folders with other figures, and others that may only be named otherwise.
      ("1/stairs.jpg", [1]), ("stairs.jpg", [1]), ("photos/stairs.jpg", [1]), ("6/stairs.jpg", []),
      ("april/stairs.jpg", [1]), ("IMG_7.jpg", [4, 5]), ("HH-5/IMG_7.jpg", [5]),
      ("april/IMG_7.jpg", [4, 5]), ("april/rosa.jpg", [4]),
      // Months of two programs are no folders of the same kind.
      ("photos-2026-04/lima-north.jpg", [6]), ("03/lima-north.jpg", [6]), ("04/lima-north.jpg", []),
      // Figures in one, where it can be no other.
      ("LG2024015-front.jpg", [6]), ("lg2024015.jpg", [6]), ("LG2024-015.jpg", [6]),
      ("LG-2024-01-5.jpg", []), ("HJ-12.jpg", []), ("HJ123.jpg", []),
    ] as [(String, [Int])])
  func `lies in a folder that may tell more than its name`(_ name: String, _ numbers: [Int]) {
    let verdict = MediaMatcher(Self.folders).verdict(name)
    #expect(verdict.numbers == numbers, "\(verdict)")
    #expect((verdict.match == nil) == (numbers.count != 1))
  }

  private static let titles = [
    MediaMatcher.Names(number: 1, title: "Luxury Villa"),
    MediaMatcher.Names(number: 2, title: "Garden Estate"),
    MediaMatcher.Names(number: 3, title: "Palm Grove Apartment in Lekki"),
    MediaMatcher.Names(number: 4, title: "Palm Grove House", photos: ["101/front.jpg"]),
    MediaMatcher.Names(number: 5, title: "Harbour Loft 12", photos: ["102/front.jpg", "pool.jpg"]),
    MediaMatcher.Names(number: 6, title: "Harbour Loft 14", photos: ["pool.jpg"]),
  ]

  @Test(
    arguments: [
      ("Luxury_Villa.jpg", [1]), ("garden_estate-1.jpg", [2]), ("garden_estate_2RHCYAs.jpg", [2]),
      // Words in another order, with others that say nothing, and misspelt.
      ("villa-luxury-kitchen-2.jpg", [1]), ("IMG luxury villa front.jpg", [1]),
      ("luxory vila.jpg", [1]), ("palm-grove-apartment.jpg", [3]), ("palm grove hause.jpg", [4]),
      // Figures are never guessed.
      ("harbour-loft-12-kitchen.jpg", [5]), ("harbour-loft-13-kitchen.jpg", []),
      // A path in the row.
      ("march/101/front.jpg", [4]), ("102/front.jpg", [5]),
      // For a person.
      ("estate_pic.jpg", [2]), ("palm-grove.jpg", [3, 4]), ("front.jpg", [4, 5]),
      ("pool.jpg", [5, 6]), ("harbour loft kitchen.jpg", [5, 6]),
      // For nobody.
      ("kitchen.jpg", []), ("IMG_1234.jpg", []), ("holiday in spain.jpg", []),
    ] as [(String, [Int])])
  func `fits titles by their words`(_ name: String, _ numbers: [Int]) {
    let verdict = MediaMatcher(Self.titles).verdict(name)
    switch verdict {
    case .match(let match):
      #expect([match.number] == numbers && name != "estate_pic.jpg", "\(match)")
    case .unsure(let found, _):
      #expect(found == numbers && (found.count > 1 || name == "estate_pic.jpg"), "\(verdict)")
    case .unmatched: #expect(numbers.isEmpty)
    }
  }

  @Test(arguments: [
    ("listings/acme/front.jpg", "front.jpg"), ("listings/acme/a/front.jpg", "a/front.jpg"),
    ("listings/front.jpg", "front.jpg"), ("acme/HH-1/front.jpg", "HH-1/front.jpg"),
    ("photos/HH-1/front.jpg", "photos/HH-1/front.jpg"), ("homes/acme/front.jpg", "front.jpg"),
    ("acme", "acme"), ("listings/acme", "acme"), ("acme/Casa A\u{301}gua.jpg", "Casa Água.jpg"),
  ])
  func `is known by all of its path that is not its business's`(_ origin: String, _ name: String) {
    let item = Item(
      id: ItemID(1), fingerprint: "", nameBytes: [], origin: origin, isBundle: false, size: 0,
      received: Date(timeIntervalSince1970: 0), worker: "listings", route: "photos",
      business: "acme", rule: "test", options: [:])
    #expect(MediaName.place(of: item).utf8.elementsEqual(name.utf8))
  }

  private static let withdrawn = [
    MediaMatcher.Names(number: 1, title: "Palm Court 7", isOff: true),
    MediaMatcher.Names(number: 2, title: "Palm Court 12"),
    MediaMatcher.Names(number: 3, reference: "B12-1", title: "Loft", isOff: true),
    MediaMatcher.Names(number: 4, reference: "B12", photos: ["front.jpg"]),
    MediaMatcher.Names(number: 5, reference: "H1", title: "Rosa", isOff: true),
    MediaMatcher.Names(number: 6, reference: "H1", title: "Rosa", isOtherOffer: true),
    MediaMatcher.Names(
      number: 7, reference: "G 9", title: "Old Mill", photos: ["mill.jpg"], isOff: true),
    MediaMatcher.Names(number: 8, reference: "G9", title: "Old Mill Lofts"),
    MediaMatcher.Names(number: 9, title: "Sea Crest House", isOff: true),
    MediaMatcher.Names(number: 10, title: "Sea Crest Villa"),
  ]

  @Test(
    arguments: [
      // What fits one that is off is of no other that it fits less.
      ("palm court 7.jpg", []), ("palm-court-7-kitchen.jpg", []), ("B12-1.jpg", []),
      ("B12-1-front.jpg", []), ("B12-1/4.jpg", []), ("old mill.jpg", []), ("g-9-hall.jpg", []),
      ("palm-court-12.jpg", [2]), ("B12-2.jpg", [4]), ("B12/4.jpg", [4]), ("G9-hall.jpg", [8]),
      // A letting has what its sale had, and a row that is off names nothing.
      ("H1.jpg", [6]), ("rosa-2.jpg", [6]), ("H1/1.jpg", [6]), ("mill.jpg", [8]),
      // Asked, although one alone is left.
      ("B12-1/front.jpg", [4]), ("sea crest.jpg", [10]),
    ] as [(String, [Int])])
  func `of a listing that is off is of no other`(_ name: String, _ numbers: [Int]) {
    let verdict = MediaMatcher(Self.withdrawn).verdict(name)
    #expect(verdict.numbers == numbers, "\(verdict)")
    let isAsked = ["B12-1/front.jpg", "sea crest.jpg", "mill.jpg"].contains(name)
    #expect((verdict.match == nil) == (numbers.isEmpty || isAsked), "\(verdict)")
  }

  private static let counted =
    (1...4).map {
      MediaMatcher.Names(number: $0, reference: "\($0)", title: $0 == 4 ? "Luxury Villa" : "")
    } + [
      MediaMatcher.Names(number: 5, reference: "101"),
      MediaMatcher.Names(number: 6, reference: "2024"),
      MediaMatcher.Names(number: 7, reference: "HH-101"),
      MediaMatcher.Names(number: 8, reference: "HH-101A"),
      MediaMatcher.Names(number: 9, reference: "HJ-7"),
      MediaMatcher.Names(number: 10, reference: "HJ7"),
      MediaMatcher.Names(number: 11, reference: "K1"),
      MediaMatcher.Names(number: 12, title: "Palm Grove Apartment in Lekki"),
      MediaMatcher.Names(
        number: 13, title: "West", photos: ["https://x.example/Living%20Room%20West.jpg?w=2"]),
      MediaMatcher.Names(number: 14, title: "Court 12 Palm"),
      MediaMatcher.Names(number: 15, reference: "P-1", photos: ["casa.jpg"]),
      MediaMatcher.Names(number: 16, reference: "P-2", photos: ["casa.png"]),
    ]

  @Test(
    arguments: [
      // A counter in a folder that tells something is no reference.
      ("Luxury Villa/1.jpg", [4], true), ("Luxury Vila/1.jpg", [4], true),
      ("palm grove apartment/3.jpg", [12], true), ("Luxury Villa Chiado/1.jpg", [1], false),
      ("Rose Cottage/101.jpg", [5], false), ("Rose Cottage/IMG_0001.jpg", [], false),
      ("HH-101/1-front.jpg", [7], true), ("photos-march/2.jpg", [2], true),
      ("2025/2.jpg", [2], true), ("2024-03/2.jpg", [2], true),
      // Nor is a year in a date.
      ("2024-03-05 10.22.33.jpg", [], false), ("2024-11/IMG_0001.jpg", [], false),
      ("20240305_102233.jpg", [], false), ("2024-11.jpg", [6], false),
      ("2024-kitchen.jpg", [6], true), ("2024 (3).jpg", [6], true),
      // The longest beginning counts, however it is written; two that are written so are asked.
      ("HH-101-A.jpg", [8], true), ("hh-101-a-front.jpg", [8], true),
      ("HH-101-front.jpg", [7], true), ("hj-7-front.jpg", [9, 10], false),
      // Short references, where nothing but a view stands behind them.
      ("K1-kitchen.jpg", [11], true), ("K1-living-room-2.jpg", [11], true),
      ("2-front.jpg", [2], true), ("3-bedroom.jpg", [], false), ("K1-up.jpg", [], false),
      // An address in a row is read as people write it.
      ("living room west.jpg", [13], true),
      // A figure behind the words of a title is another home's, or a counter.
      ("palm court 12.jpg", [14], true), ("palm-court-7.jpg", [14], false),
      // Rows that differ in the ending only.
      ("casa.png", [16], true), ("casa.JPEG", [15], true), ("casa.webp", [15, 16], false),
    ] as [(String, [Int], Bool)])
  func `is told from others of its kind by what stands about it`(
    _ name: String, _ numbers: [Int], _ isMatch: Bool
  ) {
    let verdict = MediaMatcher(Self.counted).verdict(name)
    #expect(verdict.numbers == numbers, "\(verdict)")
    #expect((verdict.match != nil) == isMatch, "\(verdict)")
  }

  @Test func `is no question when too many listings fit`() {
    let listings = (1...6).map { MediaMatcher.Names(number: $0, title: "Two bedroom flat") }
    let verdict = MediaMatcher(listings).verdict("two-bedroom-flat-3.jpg")
    #expect(verdict == .unmatched(fitting: 6))
  }

  @Test func `stands where its row names it`() {
    let matcher = MediaMatcher(Self.listings)
    #expect(matcher.verdict("img_0001.jpg").match?.place == 0)
    #expect(matcher.verdict("sunset (large).jpeg").match?.place == 1)
    #expect(matcher.verdict("hh-101.jpg").match?.place == MediaMatcher.Match.unnamedPlace)
  }

  @Test func `is sorted by the numbers in its name`() {
    let names = ["front-10.jpg", "front-9.jpg", "front.jpg", "back-2.jpg", "front-2b.jpg"]
    #expect(
      names.sorted { MediaName.sortKey($0) < MediaName.sortKey($1) } == [
        "back-2.jpg", "front.jpg", "front-2b.jpg", "front-9.jpg", "front-10.jpg",
      ])
  }

  @Test(
    arguments: [
      ("hh-101-front.jpg", "front"), ("HH-101_Living_Room_2.jpg", "living room"),
      ("terrace-house-3.jpg", nil), ("kitchenware.jpg", nil), ("hh-101.jpg", nil),
    ] as [(String, String?)])
  func `is described by what its name ends with`(_ name: String, _ view: String?) {
    #expect(PhotoWords.view(name) == view)
  }

  @Test(
    arguments: [
      (nil, 2, 3, "3-bedroom house in Ikeja, photo 2 of 3"),
      ("kitchen", 1, 2, "3-bedroom house in Ikeja: kitchen, photo 1 of 2"),
      (nil, 1, 1, "3-bedroom house in Ikeja, photo"),
    ] as [(String?, Int, Int, String)])
  func `is told to those who do not see it`(
    _ view: String?, _ position: Int, _ count: Int, _ text: String
  ) {
    let words = PhotoWords.alternative(
      "3-bedroom house in Ikeja", view: view, position: position, of: count)
    #expect(words == text)
  }
}
