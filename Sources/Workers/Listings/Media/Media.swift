import Pipeline
import Storage

/// A photo or document of a business, whether or not its listing is known yet.
struct Media: Equatable, Sendable {
  /// Where it lay below the agency's folder.
  let name: String
  let kind: MediaKind
  /// What the names of its files begin with.
  private(set) var base: String
  /// Copies of a photo, sizes from the largest.
  let files: [PhotoFile]
  /// The mean of a photo's pixels, 0xRRGGBB.
  let colour: Int
  let view: String?
  /// Of the source it was made from.
  let fingerprint: String
  let hash: UInt64
  /// Of the source.
  let bytes: Int
  /// The item that last told of it.
  let item: Int
  /// The listing that a person chose.
  let chosen: Int?
  /// Those whose rows named it too when the person chose; nil where that is not known.
  var refused: [Int]?
  /// The listing it belongs to.
  var number: Int?
  /// Who claims it besides, as somebody was told last: the numbers of the listings.
  var toldClaim: String?

  /// Whether its files were taken away: what is left says only what a person chose for its name.
  var isLost: Bool { base.isEmpty }

  /// The same under a base that does not tell what it is called.
  var withoutName: Media {
    if isLost { return self }
    var media = self
    media.base = MediaRecord.base(
      kind, named: name, showsName: false, mark: String(base.suffix(MediaRecord.markLength)))
    return media
  }

  /// Of what lies in the outbox.
  var fileNames: [String] {
    if isLost { return [] }
    return switch kind {
    case .photo: files.map { $0.name(base) }
    case .document: ["\(base).pdf"]
    }
  }

  init(_ draft: MediaDraft, of item: Item) {
    let record = draft.plan.media
    name = record.name
    kind = record.kind
    base = record.base
    files = record.files
    colour = record.colour
    view = draft.view
    fingerprint = item.fingerprint
    self.item = item.id.number
    hash = record.hash
    bytes = record.bytes
    chosen = draft.plan.chosen?.number
  }

  static let columns =
    "name, kind, base, files, colour, caption, fingerprint, hash, bytes, chosen, number, claim, "
    + "item, refused"

  /// - Parameter row: of ``columns``.
  init(_ row: any Row) {
    name = row.text(0)
    kind = MediaKind(rawValue: row.text(1)) ?? .photo
    base = row.text(2)
    files = SQLValue.list(row.text(3)).compactMap { PhotoFile($0) }
    colour = row.integer(4)
    view = row.optionalText(5)
    fingerprint = row.text(6)
    hash = UInt64(bitPattern: Int64(row.integer(7)))
    bytes = row.integer(8)
    chosen = row.optionalInteger(9)
    number = row.optionalInteger(10)
    toldClaim = row.optionalText(11)
    item = row.integer(12)
    refused = row.optionalText(13).map { SQLValue.list($0).compactMap { Int($0) } }
  }

  /// As the database keeps it, in the order of ``columns`` up to `chosen`, and the last two.
  var values: [SQLValue] {
    [
      .text(name), .text(kind.rawValue), .text(base), .list(files.map(\.text)), .integer(colour),
      SQLValue(view), .text(fingerprint), .integer(Int(Int64(bitPattern: hash))), .integer(bytes),
      SQLValue(chosen), .integer(item), refused.map { .list($0.map(String.init)) } ?? .null,
    ]
  }
}
