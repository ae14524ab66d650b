import Testing

@testable import Listings

@Suite struct `A photo` {
  private static let listings = [
    PhotoMatcher.Names(
      number: 1, reference: "HH-101", title: "Sea View", slug: "3-bedroom-house-in-ikeja-ab12",
      photos: ["IMG_0001.JPG", "photos/sunset (large).jpeg"]),
    PhotoMatcher.Names(number: 2, reference: "HH-102", title: "Mango House", slug: "plot-cd34"),
    PhotoMatcher.Names(number: 3, reference: "7", title: "Mango House", slug: "flat-ef56"),
    PhotoMatcher.Names(
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
      ("hh-101-1.jpg", 1), ("HH101.jpg", nil), ("hh-102 (3).jpg", 2), ("sea-view_02.jpg", 1),
      ("Sea View copy 2.jpg", 1), ("sea-view-9f86d081884c.jpg", 1), ("7-2.jpg", 3),
      // With words behind the reference; the longest reference wins.
      ("hh-102-kitchen.jpg", 2), ("hh-102-living-room-2.jpg", 2), ("hh-101-b-front.jpg", 4),
      ("7-up.jpg", nil), ("sea-view-restaurant.jpg", nil),
      // In the listing's folder.
      ("hh-102/1.jpg", 2), ("photos/HH 102/front.jpg", 2),
      // Two listings have the name, or none.
      ("mango-house.jpg", nil), ("IMG_9999.jpg", nil), (".jpg", nil), ("", nil),
    ] as [(String, Int?)])
  func `shows the listing that its name fits`(_ name: String, _ number: Int?) {
    #expect(PhotoMatcher(Self.listings).match(name)?.number == number)
  }

  @Test func `stands where its row names it`() {
    let matcher = PhotoMatcher(Self.listings)
    #expect(matcher.match("img_0001.jpg")?.place == 0)
    #expect(matcher.match("sunset (large).jpeg")?.place == 1)
    #expect(matcher.match("hh-101.jpg")?.place == PhotoMatcher.Match.unnamedPlace)
  }

  @Test func `is sorted by the numbers in its name`() {
    let names = ["front-10.jpg", "front-9.jpg", "front.jpg", "back-2.jpg", "front-2b.jpg"]
    #expect(
      names.sorted { PhotoName.sortKey($0) < PhotoName.sortKey($1) } == [
        "back-2.jpg", "front-2b.jpg", "front-9.jpg", "front-10.jpg", "front.jpg",
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
