import Storage

/// A photo or document of a business, whether or not its listing is known yet.
struct Media: Equatable, Sendable {
  /// Where it lay below the agency's folder.
  let name: String
  let kind: MediaKind
  /// What the names of its files begin with.
  let base: String
  /// Copies of a photo, sizes from the largest.
  let files: [PhotoFile]
  let view: String?
  /// Of the source it was made from.
  let fingerprint: String
  let hash: UInt64
  /// Of the source.
  let bytes: Int
  /// The listing that a person chose.
  let chosen: Int?
  /// The listing it belongs to.
  var number: Int?

  /// Of what lies in the outbox.
  var fileNames: [String] {
    switch kind {
    case .photo: files.map { $0.name(base) }
    case .document: ["\(base).pdf"]
    }
  }

  init(_ draft: MediaDraft, fingerprint: String) {
    let record = draft.plan.media
    name = record.name
    kind = record.kind
    base = record.base
    files = record.files
    view = draft.view
    self.fingerprint = fingerprint
    hash = record.hash
    bytes = record.bytes
    chosen = draft.plan.chosen
  }

  static let columns =
    "name, kind, base, files, caption, fingerprint, hash, bytes, chosen, number"

  /// - Parameter row: of ``columns``.
  init(_ row: any Row) {
    name = row.text(0)
    kind = MediaKind(rawValue: row.text(1)) ?? .photo
    base = row.text(2)
    files = SQLValue.list(row.text(3)).compactMap { PhotoFile($0) }
    view = row.optionalText(4)
    fingerprint = row.text(5)
    hash = UInt64(bitPattern: Int64(row.integer(6)))
    bytes = row.integer(7)
    chosen = row.optionalInteger(8)
    number = row.optionalInteger(9)
  }

  /// As the database keeps it, in the order of ``columns`` up to `chosen`.
  var values: [SQLValue] {
    [
      .text(name), .text(kind.rawValue), .text(base), .list(files.map(\.text)), SQLValue(view),
      .text(fingerprint), .integer(Int(Int64(bitPattern: hash))), .integer(bytes),
      SQLValue(chosen),
    ]
  }
}
