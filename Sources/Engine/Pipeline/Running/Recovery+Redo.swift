import Files
import Foundation
import Storage
import Telemetry

// What a start does when the machine itself went down: of what programs had written, the disk may
// hold all, nothing, or anything between. What is not known to be on it is made again, from what
// is: the source, the journal, and what is published. So is, at any start, what the disk refused to
// take: at once, before people decide about it.

extension Recovery {
  /// Puts each item that may not be whole on the disk back to the stage from which it can be done
  /// anew, as it was there.
  func redoUnsynced() async throws {
    let all = try await database.read { try UnsyncedTable($0).all() }
    var redone: [ItemID] = []
    for entry in all where isAfterMachineStop || entry.isRefused {
      guard let place = try workspace.place(of: entry.id) else {
        if isAfterMachineStop { try await forgetClaim(of: entry.id) }
        continue
      }
      if place == .trash { continue }
      if try await redo(entry, in: workspace.directory(of: entry.id, in: place)) {
        redone.append(entry.id)
      }
    }
    try await noteWritten(redone)
    if isAfterMachineStop { try await removeEmptyClaims() }
  }

  /// What the disk refused of them is gone, and will be written anew.
  private func noteWritten(_ redone: [ItemID]) async throws {
    if redone.isEmpty { return }
    try await database.write { connection in
      for id in redone { try UnsyncedTable(connection).writeAnew(id) }
    }
    let reason =
      isAfterMachineStop
      ? "the machine went down before all was on its disk"
      : "the disk did not take all that was written of them"
    logger.warning("items done anew", ["items": "\(redone.count)", "reason": reason])
  }

  /// The disk may know that a claim took its place, and neither that it got its file nor that it
  /// was written down: the file is still in the inbox.
  private func removeEmptyClaims() async throws {
    for place in [Workspace.Place.ingest, .hold] {
      let parent = workspace.directory(place)
      for id in try Self.ids(in: parent) {
        let directory = workspace.directory(of: id, in: place)
        if try hasSource(directory) { continue }
        if try await database.read({ try ItemSummary.one(id, $0) != nil }) { continue }
        try Directory.remove(directory)
        // Else it could come back, and take for its own what has the number by then.
        try Directory.sync(parent)
      }
    }
  }

  func hasSource(_ directory: Path) throws -> Bool {
    let source = directory / ItemDirectory.source
    return try FileStatus.ifPresent(source) != nil && !Directory.entries(of: source).isEmpty
  }

  private func redo(_ entry: UnsyncedTable.Entry, in directory: Path) async throws -> Bool {
    guard try hasSource(directory) else {
      // Only a machine that went down can have put the file back into the inbox.
      if !isAfterMachineStop { return false }
      try Directory.remove(directory)
      // Else it could come back, when nothing is known of it any more.
      try Directory.sync(directory.parent)
      try await forgetClaim(of: entry.id)
      return false
    }
    var item = try Item(json: entry.record)
    let isSplit = item.split != nil
    if !isSplit { item.forget(from: entry.stage) }
    try ItemDirectory.keepInput(of: entry.stage, isSplit: isSplit, in: directory)
    // The one that is there may be the only one on the disk.
    try FileWriter.replace(directory / Item.fileName, with: item.json(), isDurable: true)
    let target = workspace.directory(of: entry.id, in: Workspace.Place(entry.stage))
    if directory != target { try Renaming.move(directory, to: target) }
    return true
  }

  /// The file is still in the inbox, and is taken anew.
  private func forgetClaim(of id: ItemID) async throws {
    try await forget(
      id, at: Stage.ingest.rawValue,
      "the machine went down before the disk knew that its file was taken out of the inbox")
  }
}
