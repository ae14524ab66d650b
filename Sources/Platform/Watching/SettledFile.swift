package import Files

/// A file, or a directory dropped as one, that was found to be whole.
package struct SettledFile: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case file
    case bundle
    /// A directory that is not taken as it is; reported once, so that nobody waits for it unheard.
    case incomplete(Lack)
    /// Never to be opened; reported once, so that somebody hears of it.
    case refused(Refusal)
  }

  package let root: Path
  package let relative: Path
  package let kind: Kind
  package let evidence: Evidence
  /// The file as it was when it settled. Of a bundle: its own device and inode, the bytes of all
  /// files and the latest times in it.
  package let stamp: FileStamp
  /// The whole path of the file that marked this one as whole; the consumer removes both.
  package let marker: Path?
  /// Whether the kernel can be asked who writes it.
  package let isLocal: Bool
  /// When the watcher first heard of the file.
  package let seenAt: MonotonicTime
  /// When the evidence was heard or found.
  package let settledAt: MonotonicTime

  package var path: Path { root / relative }
}

/// Why a name is not taken.
package enum Refusal: String, Sendable, Equatable {
  case symbolicLink = "a symbolic link"
  case fifo = "a FIFO"
  case socket = "a socket"
  case device = "a device"
  case unknownKind = "of an unknown kind"
  case unreadable = "not readable for this user"
}

/// What a directory dropped as one item lacks: something must be done in it before it is whole.
package enum Lack: Sendable, Equatable {
  case everything
  /// What it holds is no file, or none that anybody meant to deliver.
  case files
  /// The file, below the directory, of which more will come by its name.
  case end(of: Path)
}

/// What showed that a file is whole.
package enum Evidence: Sendable, Equatable {
  /// Its writer closed it (`IN_CLOSE_WRITE`).
  case closed
  /// It was renamed in (`IN_MOVED_TO`).
  case movedIn
  /// It came with a directory that was made or renamed in while it was watched over, and nobody has
  /// it open for writing: its writer closed it just before there was a watch to tell.
  case unwritten
  /// It did not change for so long, and no writer is known.
  case quiet(Duration)
  /// Its marker is there.
  case marker
  /// It is followed, and changed. At rest: nobody writes it, and it did not change for a while.
  case grown(isAtRest: Bool)
  /// It is refused for what it is; nothing can make it whole.
  case kind
}
