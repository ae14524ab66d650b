import Pipeline
import Storage

/// The fields of kept drafts, in their order: a new version has others, and reads the old ones.
struct DraftFormats {
  private let connection: any Connection
  private var known: [Int: [String]] = [today: Draft.fields]

  init(_ connection: any Connection) { self.connection = connection }

  /// The number of this version's format.
  static let today: Int = {
    var digest = ContentDigest()
    for field in Draft.fields { digest.mix(field) }
    return digest.value
  }()

  func putToday() throws {
    try connection.execute(
      "insert into listings_format(format, fields) values($1, $2) on conflict(format) do nothing",
      [.integer(Self.today), .list(Draft.fields)])
  }

  /// - Parameter first: where in the row a draft's format and its row begin.
  mutating func draft(_ row: any Row, from first: Int) throws -> Draft {
    try StoredRow.value(of: row.blob(first + 1), fields: fields(row.integer(first)))
  }

  private mutating func fields(_ format: Int) throws -> [String] {
    if let fields = known[format] { return fields }
    let fields = try connection.first(
      "select fields from listings_format where format = $1", [.integer(format)]
    ) { SQLValue.list($0.text(0)) }
    known[format] = fields ?? []
    return fields ?? []
  }
}
