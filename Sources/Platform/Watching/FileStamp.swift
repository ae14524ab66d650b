package import Files

/// What tells two states of a file apart without reading it.
package struct FileStamp: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  /// Bytes.
  package var size: Int
  /// Last change of the content, nanoseconds since 1970; the writer may set it to anything.
  package var modified: Int64
  /// Last change of the inode, nanoseconds since 1970; only the kernel sets it.
  package var changed: Int64
  /// Whether it has another name. The kernel's clock for files ticks every few milliseconds: a name
  /// that comes and goes within one tick would leave the times as they were.
  package var hasSecondName: Bool

  package init(
    device: UInt64, inode: UInt64, size: Int, modified: Int64, changed: Int64,
    hasSecondName: Bool = false
  ) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
    self.hasSecondName = hasSecondName
  }

  package init(_ status: FileStatus) {
    self.init(
      device: status.device, inode: status.inode, size: status.size, modified: status.modified,
      changed: status.changed, hasSecondName: status.kind == .file && status.linkCount > 1)
  }
}
