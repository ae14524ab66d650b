import Files
import Foundation
import Telemetry

// A copy of `stages` that was made at work may have an item twice: where it lay, and where it went
// meanwhile. One number is one item: the other directory is kept for a person, outside of all
// places, and nothing runs it.

extension Recovery {
  /// At rest before under way, since nothing is done with it then that a person did not want; and
  /// where it had come further.
  private static let preferred =
    [Workspace.Place.done, .hold, .failed, .trash]
    + Stage.allCases.reversed().map(Workspace.Place.init)

  func putTwinsAside() throws {
    for id in try claimed() {
      // What was being taken there has its place here.
      guard let kept = try workspace.place(of: id) else { continue }
      try putAside(Claim.directory(of: id, in: workspace), "claim", of: id, kept: kept)
    }
    var places: [ItemID: [Workspace.Place]] = [:]
    for place in Workspace.Place.allCases where place != .done {
      for id in try Self.ids(in: workspace.directory(place)) {
        places[id, default: []].append(place)
      }
    }
    for (id, found) in places {
      let isDone = try FileStatus.ifPresent(workspace.directory(of: id, in: .done)) != nil
      let all = found + (isDone ? [.done] : [])
      if all.count > 1 { try keepOne(id, of: Self.preferred.filter(all.contains)) }
    }
  }

  private func keepOne(_ id: ItemID, of places: [Workspace.Place]) throws {
    let kept = try places.first { try isWhole(workspace.directory(of: id, in: $0)) } ?? places[0]
    for place in places where place != kept {
      try putAside(workspace.directory(of: id, in: place), place.rawValue, of: id, kept: kept)
    }
  }

  private func putAside(
    _ directory: Path, _ name: String, of id: ItemID, kept: Workspace.Place
  ) throws {
    let time = Int(now().timeIntervalSince1970)
    let aside = workspace.stages / "aside/\(id)-\(name)-\(time)"
    try Directory.make(aside.parent, mode: 0o700)
    try Renaming.move(directory, to: aside)
    logger.error(
      "item found twice",
      [
        "item": "\(id)", "kept": kept.rawValue, "aside": "\(aside)",
        "detail": "as in a copy that was made at work: remove it when nothing is missed",
      ])
  }

  private func isWhole(_ directory: Path) throws -> Bool {
    // One that cannot be read is not.
    guard (try? Item.read(in: directory)) != nil else { return false }
    return try hasSource(directory)
  }
}
