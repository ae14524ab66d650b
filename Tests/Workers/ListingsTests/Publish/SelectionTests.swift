import Testing

@testable import Listings

@Suite struct `The lists of a site` {
  /// Apartments for sale in two towns, with one to four bedrooms, and some land.
  private static let listings: [Listing] =
    (0..<60).map { number in
      Listing.offer(
        "k\(number)", price: 1_000_000 + (number * 37) % 60,
        places: [["Opebi", "Alausa"][number % 2]]
      ).with {
        $0.bedrooms = number % 4 + 1
        if number % 10 == 9 { $0.price?.currency = "USD" }
      }
    } + [Listing.offer("plot", .land, places: ["Opebi"])]

  private func bench() async throws -> CatalogueBench {
    let bench = try await CatalogueBench()
    try await bench.publish(Self.listings)
    return bench
  }

  @Test func `are there for bedrooms where kind and deal are settled`() async throws {
    let bench = try await bench()
    let names = Set(try bench.published().keys)
    for name in [
      "apartments/3-bedrooms/index.html", "apartments/1-bedroom/index.html",
      "apartments/in-opebi/1-bedroom/index.html",
    ] {
      #expect(names.contains("site/\(name)"), "\(name)")
    }
    #expect(!names.contains { $0.contains("land/") && $0.contains("bedroom") })
    #expect(!names.contains("site/3-bedrooms/index.html"))
    let list = try bench.text("site/apartments/3-bedrooms/index.html")
    #expect(list.contains("<h1 dir=\"auto\">3-bedroom apartments</h1>"))
    #expect(list.contains("15 listings"))
    await bench.close()
  }

  @Test func `are in the order of price, one currency behind the other`() async throws {
    let bench = try await bench()
    var prices: [String] = []
    for page in ["index.html", "page-2.html", "page-3.html"] {
      let text = try bench.text("site/apartments/by-price/\(page)")
      prices += text.matches(of: /<p class="price">([^<]+)</).map { String($0.output.1) }
    }
    #expect(prices.count == 60)
    let figures = prices.map { (price: String) in
      (price.first, Int(price.filter(\.isNumber)) ?? 0)
    }
    #expect(figures.map(\.0) == Array(repeating: "₦", count: 54) + Array(repeating: "$", count: 6))
    #expect(figures.prefix(54).map(\.1) == figures.prefix(54).map(\.1).sorted())
    #expect(figures.suffix(6).map(\.1) == figures.suffix(6).map(\.1).sorted())
    await bench.close()
  }

  @Test func `tell places apart that no Latin letters stand for`() async throws {
    let bench = try await CatalogueBench()
    let towns = ["Москва", "Казань", "القاهرة", "Αθήνα 1", "Πάτρα 1", "Łódź"]
    try await bench.publish(
      (0..<30).map {
        .offer("k\($0)", price: 1_000_000 + $0, places: [towns[$0 % towns.count]])
      })
    let home = try bench.text("site/index.html")
    let links = Set(
      home.split(separator: "\"").filter { $0.hasPrefix("in-") && $0.hasSuffix("/index.html") })
    #expect(links.count == towns.count, "\(links)")
    for town in towns { #expect(home.contains(">\(town)<"), "\(town)") }
    for link in links {
      #expect(try bench.text("site/\(link)").contains("5 listings"), "\(link)")
    }
    await bench.close()
  }

  @Test func `do not repeat one another`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(
      (0..<30).map { number in
        Listing.offer("k\(number)", places: [["Opebi", "Alausa"][number % 2], "Ikeja"]).with {
          $0.bedrooms = number % 2 + 1
        }
      })
    let names = Set(try bench.published().keys)
    #expect(names.contains("site/1-bedroom/index.html"))
    #expect(!names.contains("site/in-opebi/1-bedroom/index.html"), "all in Opebi have one")
    let list = try bench.text("site/1-bedroom/index.html")
    #expect(list.contains("href=\"../in-opebi/index.html\""))
    await bench.close()
  }

  @Test func `of similar homes never hold prices of two currencies against each other`()
    async throws
  {
    let bench = try await CatalogueBench()
    try await bench.publish(
      (0..<8).map { number in
        Listing.offer("k\(number)", price: 100 + number).with {
          $0.price?.currency = number < 4 ? "NGN" : "USD"
        }
      })
    for slug in try bench.slugs() {
      let page = try bench.text("site/listings/\(slug).html")
      let prices = page.matches(of: /<p class="price">(.)/).map { String($0.output.1) }
      #expect(Set(prices).count == 1, "\(slug)")
    }
    await bench.close()
  }

  @Test func `show where similar homes lie`() async throws {
    let bench = try await CatalogueBench()
    try await bench.publish(
      (0..<3).map { number in
        Listing.offer("k\(number)", price: 100 + number).with {
          $0.latitude = 6.5 + Double(number) * 0.01
          $0.longitude = number == 2 ? nil : 3.35
          if number == 2 { $0.latitude = nil }
        }
      })
    let pages = try bench.slugs().map { try bench.text("site/listings/\($0).html") }
    let maps = pages.filter { $0.contains("class=\"rings\"") }
    #expect(maps.count == 2)
    #expect(maps.contains { $0.contains("1: 1.1 km to the north") })
    await bench.close()
  }
}
