import Files

/// What is known of the part of a growing file that was read: where it ends, and how it begins and
/// ends. So the file is known again whatever it is called by now.
struct FollowMark: Sendable, Equatable, Decodable {
  /// The first byte that was not read.
  var offset: Int
  /// Of the first bytes, and of those before the offset.
  var head: String
  var headCount: Int
  var tail: String
  var tailCount: Int

  /// So many bytes tell two logs apart: a time and some words, and a few lines with their times. A
  /// beginning is short, so that a log that has just begun is soon told from others.
  static let headBytesMax = 64
  static let tailBytesMax = 1024
}

/// One taking of new lines, as `item.json` says it.
package struct Growth: Sendable, Equatable, Decodable {
  /// Bits of the kernel's numbers.
  var device: Int
  var inode: Int
  /// Where the file lies below the inbox, as a person may see it.
  var path: String
  /// The bytes of that, where they are others.
  var rawPath: [UInt8]?
  var directory: String
  /// The first byte that was taken.
  var from: Int
  var mark: FollowMark
  /// It is another file than the one that was read before under this inode, or was emptied.
  var isNew: Bool
  /// BLAKE2b of what was taken.
  var content: String
}
