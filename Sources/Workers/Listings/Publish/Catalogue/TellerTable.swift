import Analysis
import Storage

/// Which item last told of each listing, whether or not it told anything new: what an older one
/// says later, because a person released it or it was tried again, changes nothing.
///
/// Kept for 256 listings at a time, as a file tells of many.
struct TellerTable {
  private let connection: any Connection
  private let business: SQLValue

  static let migration = Migration(
    "listings-teller-1",
    [
      """
      create table listings_teller(
        business text not null,
        chunk bigint not null,
        items blob not null,
        primary key (business, chunk))
      """
    ])

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  /// - Returns: the item of each; 0 where none is known.
  func items(_ numbers: [Int]) throws -> [Int] {
    var chunks: [Int: [Int]] = [:]
    return try numbers.map { number in
      let chunk = CatalogueChunk.chunk(of: number)
      let items = try chunks[chunk] ?? items(in: chunk)
      chunks[chunk] = items
      return items[number % CatalogueChunk.size]
    }
  }

  /// - Parameter numbers: of listings of which this item tells.
  func tell(_ numbers: [Int], item: Int) throws {
    for (chunk, numbers) in Dictionary(grouping: numbers, by: CatalogueChunk.chunk) {
      try CatalogueBefore(connection, business: business).keep(.teller, chunk)
      var items = try items(in: chunk)
      for number in numbers { items[number % CatalogueChunk.size] = item }
      var writer = PackWriter()
      writer.put(items)
      try connection.execute(
        """
        insert into listings_teller(business, chunk, items) values($1, $2, $3)
        on conflict(business, chunk) do update set items = excluded.items
        """,
        [business, .integer(chunk), .blob(writer.bytes)])
    }
  }

  /// As ``tell(_:item:)``, where no newer one has told.
  func tellAtLeast(_ numbers: [Int], item: Int) throws {
    let older = zip(numbers, try items(numbers)).filter { $0.1 < item }.map(\.0)
    try tell(older, item: item)
  }

  private func items(in chunk: Int) throws -> [Int] {
    let kept = try connection.first(
      "select items from listings_teller where business = $1 and chunk = $2",
      [business, .integer(chunk)]
    ) { row in
      var reader = PackReader(row.blob(0))
      return reader.list(of: Int.self)
    }
    let none = [Int](repeating: 0, count: CatalogueChunk.size)
    return kept.flatMap { $0.count == none.count ? $0 : nil } ?? none
  }
}
