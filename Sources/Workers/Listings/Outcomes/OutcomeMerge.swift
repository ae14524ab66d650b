import Storage

/// Takes a file of outcomes into the catalogue, as statements on a connection: what is known since
/// goes before it.
struct OutcomeMerge {
  private let connection: any Connection
  private let business: String
  /// The file's.
  private let item: Int

  init(_ connection: any Connection, business: String, item: Int) {
    self.connection = connection
    self.business = business
    self.item = item
  }

  /// What a file did to the catalogue.
  struct Taken: Sendable {
    /// The listings that are off.
    var gone: [Int] = []
    /// Of which a file that came later says that they are on offer.
    var old = FirstLines()
    /// Which a table says were sold or let on a later day.
    var known = FirstLines()
  }

  func take(_ records: [OutcomeRecord]) throws -> Taken {
    let outcomes = OutcomeTable(connection, business: business)
    let records = try records.map { try outcomes.lookedUp($0) }
    try outcomes.store(records, item: item)
    let taken = try sorted(records, outcomes)
    try CatalogueTable(connection, business: business).retire(taken.gone)
    try DepartureTable(connection, business: business)
      .retire(outcomes.departures(of: taken.gone))
    // An older table that is released later does not offer them again.
    try TellerTable(connection, business: business).tellAtLeast(taken.gone, item: item)
    return taken
  }

  private func sorted(_ records: [OutcomeRecord], _ outcomes: OutcomeTable) throws -> Taken {
    var lines: [Int: Int] = [:]
    for record in records where record.outcome != nil {
      if let number = record.number { lines[number] = record.line }
    }
    let numbers = lines.keys.sorted()
    let tellers = try TellerTable(connection, business: business).items(numbers)
    let table = DepartureTable(connection, business: business)
    var taken = Taken()
    for (number, teller) in zip(numbers, tellers) {
      let line = lines[number] ?? 0
      if try teller > item && table.isOffered(number) {
        taken.old.add(line)
      } else if try teller != item && outcomes.isEarlier(than: table.day(of: number), number) {
        taken.known.add(line)
      } else {
        taken.gone.append(number)
      }
    }
    return taken
  }
}
