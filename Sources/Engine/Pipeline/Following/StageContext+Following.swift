package import Files
import Foundation
import Storage

/// What is new in a packed copy of a file that was followed.
package enum UnreadPart: Sendable, Equatable {
  /// From this byte on; 0 where nothing of it was read before.
  case from(Int)
  /// The file itself is still there and not read to its end: it is read first.
  case notYet
}

extension StageContext {
  /// A log that is packed when it is full was mostly read while it grew. Only the rest is new.
  ///
  /// - Parameter unpacked: the item's source, unpacked.
  package func unreadPart(of unpacked: Path) async throws -> UnreadPart {
    let id = item.id
    let directory = Path(item.origin).parent.description
    let (known, entries) = try await tables.read { connection in
      let table = FollowTable(connection)
      return (try table.archiveStart(of: id), try table.entries(in: directory))
    }
    if let known { return .from(known) }
    let file = try FollowedFile(unpacked)
    let size = file.status.size
    let fitting = try entries.filter { entry in
      try entry.mark.offset > 0 && entry.mark.headCount <= size && file.hasHead(of: entry.mark)
        && file.hasTail(of: entry.mark)
    }
    guard let entry = fitting.max(by: { $0.mark.offset < $1.mark.offset }) else { return .from(0) }
    if entry.mark.offset >= size { return .from(size) }
    if !entry.isPast, try isThere(entry) { return .notYet }
    let end = try file.mark(at: size)
    try await tables.write { try FollowTable($0).read(entry, upTo: end, by: id) }
    return .from(entry.mark.offset)
  }

  private func isThere(_ entry: FollowTable.Entry) throws -> Bool {
    guard let status = try FileStatus.ifPresent(inbox / entry.place) else { return false }
    return Int(truncatingIfNeeded: status.inode) == entry.inode
  }
}
