import Glibc

/// What kind of thing a name stands for.
package enum FileKind: String, Sendable, Codable {
  case file, directory, symbolicLink, fifo, socket, device, unknown

  /// For people, with its article.
  package var words: String {
    switch self {
    case .file: "a file"
    case .directory: "a folder"
    case .symbolicLink: "a symbolic link"
    case .fifo: "a FIFO"
    case .socket: "a socket"
    case .device: "a device"
    case .unknown: "of an unknown kind"
    }
  }
}

/// What the kernel knows of a file (stat(2)).
package struct FileStatus: Equatable, Sendable {
  package let kind: FileKind
  package let device: UInt64
  package let inode: UInt64
  package let size: Int
  package let linkCount: Int
  /// Nanoseconds since 1970.
  package let modified: Int64
  /// Nanoseconds since 1970 of the last change of content, name count, owner or mode.
  package let changed: Int64
  package let owner: UInt32
  package let mode: UInt32

  init(_ buffer: stat) {
    kind = FileStatus.kind(ofMode: buffer.st_mode)
    device = UInt64(buffer.st_dev)
    inode = UInt64(buffer.st_ino)
    size = Int(buffer.st_size)
    linkCount = Int(buffer.st_nlink)
    modified = FileStatus.nanoseconds(buffer.st_mtim)
    changed = FileStatus.nanoseconds(buffer.st_ctim)
    owner = buffer.st_uid
    mode = buffer.st_mode
  }

  /// The status of a name; a symbolic link is not followed.
  ///
  /// The corresponding C function is `lstat`.
  package static func of(_ path: Path) throws(FileError) -> FileStatus {
    var buffer = stat()
    do throws(Errno) {
      try Errno.check { path.withCString { lstat($0, &buffer) } }
    } catch {
      throw FileError(.stat, path, error)
    }
    return FileStatus(buffer)
  }

  /// The status of what a name leads to, through links; nil when there is nothing.
  ///
  /// The corresponding C function is `stat`.
  package static func ofTarget(_ path: Path) throws(FileError) -> FileStatus? {
    var buffer = stat()
    do throws(Errno) {
      try Errno.check { path.withCString { stat($0, &buffer) } }
    } catch {
      if error == .noSuchFile || error.code == ENOTDIR { return nil }
      throw FileError(.stat, path, error)
    }
    return FileStatus(buffer)
  }

  /// Whether it belongs to the user as whom this program runs.
  ///
  /// The corresponding C function is `geteuid`.
  package var isOwn: Bool { owner == geteuid() }

  /// As ``of(_:)``, nil when there is nothing of that name.
  package static func ifPresent(_ path: Path) throws(FileError) -> FileStatus? {
    do throws(FileError) {
      return try of(path)
    } catch {
      if error.errno == .noSuchFile || error.errno.code == ENOTDIR { return nil }
      throw error
    }
  }

  /// Same file with the same content, as far as the kernel can tell.
  package func isUnchanged(from earlier: FileStatus) -> Bool { Mark(self) == Mark(earlier) }

  /// What says that a file has the content that it had.
  package struct Mark: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64
    /// Bytes.
    package let size: Int
    /// Nanoseconds since 1970.
    package let modified: Int64

    package init(device: UInt64, inode: UInt64, size: Int, modified: Int64) {
      self.device = device
      self.inode = inode
      self.size = size
      self.modified = modified
    }

    package init(_ status: FileStatus) {
      self.init(
        device: status.device, inode: status.inode, size: status.size, modified: status.modified)
    }
  }

  /// Anybody may give a file any date: those a century and a half from 1970 are as good as those
  /// behind them, and two of them can be subtracted.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    let seconds = min(max(Int64(time.tv_sec), -secondsMax), secondsMax)
    return seconds * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private static let secondsMax: Int64 = 4_600_000_000

  private static func kind(ofMode mode: mode_t) -> FileKind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .symbolicLink
    case S_IFIFO: .fifo
    case S_IFSOCK: .socket
    case S_IFCHR, S_IFBLK: .device
    default: .unknown
    }
  }
}
