/// Why a decision about an item cannot be carried out.
package struct ItemActionError: Error, Equatable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    case unknown
    case elsewhere(Workspace.Place)
    /// It is held whole, or nothing of it is.
    case noRecords
    /// What it published belongs to the business that it is of.
    case published
    /// A stage is at work on it.
    case running
    /// No record of this number waits.
    case otherRecord(Int)
  }

  package var reason: Reason
  package var id: ItemID

  package init(reason: Reason, id: ItemID) {
    self.reason = reason
    self.id = id
  }

  package var description: String {
    switch reason {
    case .unknown: "no item \(id): `dropmill status` lists them"
    case .elsewhere(.done): "item \(id) is done"
    case .elsewhere(.failed): "item \(id) has failed: `dropmill retry \(id)` runs it again"
    case .elsewhere(.hold):
      "item \(id) waits for a decision: `dropmill release \(id)` or `dropmill reject \(id)`"
    case .elsewhere(.trash): "item \(id) was deleted"
    case .published:
      "item \(id) has published for its business already: drop the file once more for the other one"
    case .running: "item \(id) is at work: wait until its stage has ended"
    case .elsewhere(let place): "item \(id) is under way, at \(place.rawValue)"
    case .noRecords: "item \(id) has no records that wait one by one: decide about the whole of it"
    case .otherRecord(let number):
      "record \(number) of item \(id) waits for no decision: `dropmill show \(id) --held` lists"
        + " those that do"
    }
  }
}
