import Files

/// A decision to make something visible.
struct Publication: Sendable {
  let item: ItemID
  /// Relative to the outbox.
  let target: Path
  let mode: PublicationWriter.Mode
  /// Of the directory that was built: after an exchange it tells the new tree from the old one.
  let inode: UInt64
  /// Relative to the target.
  let removals: [Path]
  /// For people who look; what is revealed after a crash does not need it.
  var change = PublicationChange()
}
