package import Foundation
package import Storage

/// Lets go of what the ledger knows of times and items that nobody wants to know of any more, as
/// statements on a connection.
///
/// What words brought is no history: the choice among them is learned from all of it.
package struct ModelHistory {
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  /// Forgets questions, amounts of days and months that are over, and what belongs to items that
  /// are not known any more.
  ///
  /// - Parameters:
  ///   - date: what was before it is forgotten.
  ///   - item: older ones are not known any more.
  ///   - limit: so many questions at most, since others write, too.
  /// - Returns: how many questions are forgotten; as many as `limit` says when there may be more.
  package func forget(before date: Date, itemsBefore item: Int, limit: Int) throws -> Int {
    // The newest stays: its number is not given again, and who counts goes on behind it.
    let calls = try connection.execute(
      """
      delete from model_call where id in (
        select id from model_call where at < $1 and id < (select max(id) from model_call)
        order by at limit $2)
      """, [.real(date.timeIntervalSince1970), .integer(limit)])
    let day = ISO8601DateFormatter.string(
      from: date, timeZone: .gmt, formatOptions: [.withFullDate])
    // Days and months are their beginnings, and in the order of time as texts.
    for (length, period) in [(10, day), (7, String(day.prefix(7)))] {
      try connection.execute(
        "delete from model_spend where length(period) = $1 and period < $2",
        [.integer(length), .text(period)])
    }
    try connection.execute(
      """
      delete from model_spend where period = '' and scope like 'item %'
        and cast(substr(scope, 6) as bigint) < $1
      """, [.integer(item)])
    try connection.execute("delete from prompt_standing where item < $1", [.integer(item)])
    return calls
  }
}
