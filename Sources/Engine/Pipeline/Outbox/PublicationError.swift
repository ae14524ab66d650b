package import Files

/// Why a publication could not be made.
package struct PublicationError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    /// The path is empty, absolute, hidden, or has characters that are not for file names.
    case unsafePath
    /// Something that is not ours stands where the publication belongs.
    case occupied
  }

  package var reason: Reason
  package var path: Path

  package init(_ reason: Reason, _ path: Path) {
    self.reason = reason
    self.path = path
  }

  package var description: String {
    switch reason {
    case .unsafePath: "“\(path)” is no name for a published file"
    case .occupied: "“\(path)” is in the way: move it out of the outbox"
    }
  }
}
