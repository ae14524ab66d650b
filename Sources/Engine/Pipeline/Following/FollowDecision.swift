// Where to go on in a file that grows. What can have happened since the last look:
//
//   it grew                 the bytes before the offset are the same: go on there
//   renamed                 the same inode under another name: the same
//   emptied, begun anew     it was seen shorter, or the bytes before the offset are others: from
//                           the start, whatever was read of it under this name
//   another, same inode     the same
//   a new file              from the start
//   written anew, longer    the old inode is nowhere, and its name is on a file that begins as it
//                           did and goes on: go on where it was read to
//   copied, then emptied    a new inode that begins as an emptied file did: go on where that one
//                           was read to
//   half copied             it begins as a file that is there did, and somebody writes it: wait
//
// Source of the cases: logrotate(8), `create`, `copytruncate`, `delaycompress`.

/// What to do with a growing file.
enum FollowDecision: Equatable {
  case read(from: Int, isNew: Bool)
  /// It cannot be told yet.
  case wait

  /// A file that was read before, as it is now.
  struct Relative {
    enum State: Equatable {
      /// What was read of it is still there.
      case intact
      /// It was emptied or begun anew.
      case emptied
      /// It is nowhere, and the file at hand has its name.
      case replaced
      /// It is nowhere.
      case gone
    }

    var mark: FollowMark
    var state: State
    /// Whether the file at hand begins as this one did, and has its end at its place.
    var hasHead: Bool
    var hasTail: Bool
  }

  /// - Parameters:
  ///   - own: what was read of the file of this inode, and whether that is still there; nil: it is
  ///     not known.
  ///   - others: the other files of its directory.
  ///   - isSettled: nobody writes it, or it was waited for long enough.
  init(
    own: (mark: FollowMark, isThere: Bool)?, others: [Relative], size: Int, isSettled: Bool
  ) {
    if let own, own.isThere {
      self = .read(from: own.mark.offset, isNew: false)
      return
    }
    let copies = others.filter { $0.state != .gone && $0.hasHead && $0.mark.offset > 0 }
    let origin = copies.filter {
      $0.state != .intact && $0.hasTail && size >= $0.mark.offset
    }
    .max { $0.mark.offset < $1.mark.offset }
    if let origin {
      self = .read(from: origin.mark.offset, isNew: true)
    } else if own == nil, !isSettled, copies.contains(where: { $0.state != .replaced }) {
      self = .wait
    } else {
      self = .read(from: 0, isNew: true)
    }
  }
}
