import Rules
import Storage

// Where in a channel's visible files each listing is, so that a file can be made anew out of itself
// when one of 10,000 listings changes.
//
//   listings_channel        a channel's files: names, sizes, times
//   listings_channel_part   slots of the numbers of a ``CatalogueChunk``, packed (``ChannelSlot``)
//
// As with pages, what a publication writes is pending until the transaction that decides it. Empty
// pending values mean: gone.

/// The channels of one business, as statements on a connection.
struct ChannelTable {
  private let connection: any Connection
  private let business: SQLValue

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  static let migration = Migration(
    "listings-channels-1",
    [
      """
      create table listings_channel(
        business text not null,
        channel text not null,
        digest bigint not null,
        files text not null,
        pending_digest bigint,
        pending_files text,
        primary key (business, channel))
      """,
      """
      create table listings_channel_option(
        business text not null,
        name text not null,
        is_list bigint not null,
        texts text not null,
        primary key (business, name))
      """,
      """
      create table listings_channel_part(
        business text not null,
        channel text not null,
        chunk bigint not null,
        slots blob not null,
        pending blob,
        primary key (business, chunk, channel))
      """,
      """
      create index listings_channel_part_pending on listings_channel_part(business)
        where pending is not null
      """,
    ])

  /// Keeps what the rule of a table says of channels: photos come by another rule.
  func put(_ options: [String: RuleValue]) throws {
    try connection.execute(
      "delete from listings_channel_option where business = $1", [business])
    // One that is always there tells that a table has come.
    try put("", .text(""))
    for (name, value) in options where ChannelSettings.names.contains(name) {
      try put(name, value)
    }
  }

  private func put(_ name: String, _ value: RuleValue) throws {
    let (isList, texts) =
      switch value {
      case .list(let values): (1, values.map { $0.string ?? "\($0)" })
      default: (0, [value.string ?? "\(value)"])
      }
    try connection.execute(
      """
      insert into listings_channel_option(business, name, is_list, texts) values($1, $2, $3, $4)
      """,
      [business, .text(name), .integer(isList), .list(texts)])
  }

  /// Nil before the first table.
  func options() throws -> [String: RuleValue]? {
    var options: [String: RuleValue] = [:]
    try connection.forEach(
      "select name, is_list, texts from listings_channel_option where business = $1", [business]
    ) { row in
      let texts = SQLValue.list(row.text(2)).map(RuleValue.text)
      options[row.text(0)] = row.integer(1) == 1 ? .list(texts) : texts.first ?? .text("")
    }
    return options.isEmpty ? nil : options
  }

  /// Forgets what a publication wrote that was never decided.
  func begin() throws {
    try connection.execute(
      "update listings_channel set pending_files = null where business = $1", [business])
    try connection.execute(
      """
      update listings_channel_part set pending = null
      where business = $1 and pending is not null
      """,
      [business])
  }

  func states() throws -> [String: ChannelState] {
    var states: [String: ChannelState] = [:]
    try connection.forEach(
      "select channel, digest, files from listings_channel where business = $1 and files <> ''",
      [business]
    ) { row in
      states[row.text(0)] = ChannelState(
        digest: row.integer(1),
        files: SQLValue.list(row.text(2)).compactMap { ChannelState.File($0) })
    }
    return states
  }

  /// The chunks that any channel has, ascending.
  func chunks() throws -> [Int] {
    try connection.query(
      """
      select distinct chunk from listings_channel_part where business = $1 order by chunk
      """,
      [business]
    ) { $0.integer(0) }
  }

  /// The packed slots of a chunk, by channel.
  func slots(of chunk: Int) throws -> [String: [UInt8]] {
    var slots: [String: [UInt8]] = [:]
    try connection.forEach(
      """
      select channel, slots from listings_channel_part
      where business = $1 and chunk = $2 and length(slots) > 0
      """,
      [business, .integer(chunk)]
    ) { slots[$0.text(0)] = $0.blob(1) }
    return slots
  }

  /// - Parameter state: nil when the channel is made no longer.
  func setPending(_ channel: String, _ state: ChannelState?) throws {
    try connection.execute(
      """
      insert into listings_channel(
        business, channel, digest, files, pending_digest, pending_files)
      values($1, $2, 0, '', $3, $4)
      on conflict(business, channel) do update set
        pending_digest = excluded.pending_digest, pending_files = excluded.pending_files
      """,
      [
        business, .text(channel), .integer(state?.digest ?? 0),
        .list(state?.files.map(\.text) ?? []),
      ])
  }

  /// - Parameter slots: packed.
  func setPending(_ channel: String, chunk: Int, slots: [UInt8]) throws {
    try connection.execute(
      """
      insert into listings_channel_part(business, channel, chunk, slots, pending)
      values($1, $2, $3, $4, $5)
      on conflict(business, chunk, channel) do update set pending = excluded.pending
      """,
      [business, .text(channel), .integer(chunk), .blob([]), .blob(slots)])
  }

  /// Everything of a channel that is made no longer.
  func setAllPending(gone channel: String) throws {
    try setPending(channel, nil)
    try connection.execute(
      "update listings_channel_part set pending = $1 where business = $2 and channel = $3",
      [.blob([]), business, .text(channel)])
  }

  /// For the transaction that decides the publication.
  func settle() throws {
    try connection.execute(
      """
      update listings_channel
      set digest = pending_digest, files = pending_files, pending_files = null
      where business = $1 and pending_files is not null
      """,
      [business])
    try connection.execute(
      "delete from listings_channel where business = $1 and files = ''", [business])
    try connection.execute(
      """
      update listings_channel_part set slots = pending, pending = null
      where business = $1 and pending is not null
      """,
      [business])
  }
}
