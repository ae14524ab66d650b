import Files
import Pipeline
import Storage

/// Writes `listings.csv` and `listings.json`: the lines that the catalogue keeps, one after the
/// other.
struct ExportFiles {
  let tables: any Database
  let business: String

  private static let linesPerRead = 2000

  func write(to publication: PublicationWriter) async throws {
    var csv = try publication.makeFile("listings.csv", bufferSize: 256 << 10)
    try csv.write(ListingExport.csvHead)
    var json = try publication.makeFile("listings.json", bufferSize: 256 << 10)
    try json.write("[")
    var last = 0
    while true {
      let after = last
      let lines = try await tables.read { connection in
        try CatalogueTable(connection, business: business).lines(
          after: after, limit: Self.linesPerRead)
      }
      for line in lines {
        try csv.write(line.csv)
        try json.write(last == 0 ? "\n" : ",\n")
        try json.write(line.json)
        last = line.number
      }
      if lines.count < Self.linesPerRead { break }
    }
    try json.write("\n]\n")
    try csv.flush()
    try json.flush()
  }
}
