import CInotifyShim
package import Files

/// What a file system tells of changes made by others.
package struct FileSystemKind: Equatable, Sendable, CustomStringConvertible {
  package enum Reach: Sendable, Equatable {
    /// Every change passes through this kernel and is reported.
    case local
    /// A server or another program changes files behind the kernel's back.
    case remote
    /// Not known, or both, as with the lower layers of an overlay.
    case mixed
  }

  package let name: String
  package let reach: Reach

  package var description: String { name }

  /// The file system at a path.
  ///
  /// The corresponding C function is `statfs`.
  package static func at(_ path: Path) throws(Errno) -> FileSystemKind {
    let magic = try Errno.checkSize { path.withCString { dm_watch_file_system($0) } }
    return of(magic: UInt32(truncatingIfNeeded: magic))
  }

  /// The file system with a number of `linux/magic.h` (and of statfs(2) where that lacks it).
  static func of(magic: UInt32) -> FileSystemKind {
    if let known = known[magic] { return known }
    return FileSystemKind(name: "file system 0x" + String(magic, radix: 16), reach: .mixed)
  }

  private static let known: [UInt32: FileSystemKind] = [
    0x0000_ef53: .init(name: "ext", reach: .local),
    0x5846_5342: .init(name: "xfs", reach: .local),
    0x9123_683e: .init(name: "btrfs", reach: .local),
    0x2fc1_2fc1: .init(name: "zfs", reach: .local),
    0xf2f5_2010: .init(name: "f2fs", reach: .local),
    0xca45_1a4e: .init(name: "bcachefs", reach: .local),
    0x0102_1994: .init(name: "tmpfs", reach: .local),
    0x8584_58f6: .init(name: "ramfs", reach: .local),
    0x3153_464a: .init(name: "jfs", reach: .local),
    0x5265_4973: .init(name: "reiserfs", reach: .local),
    0x0000_4d44: .init(name: "vfat", reach: .local),
    0x2011_bab0: .init(name: "exfat", reach: .local),
    0x7366_746e: .init(name: "ntfs", reach: .local),
    0x794c_7630: .init(name: "overlay", reach: .mixed),
    0x6573_5546: .init(name: "fuse", reach: .remote),
    0x0000_6969: .init(name: "nfs", reach: .remote),
    0xff53_4d42: .init(name: "cifs", reach: .remote),
    0xfe53_4d42: .init(name: "smb2", reach: .remote),
    0x0000_517b: .init(name: "smb", reach: .remote),
    0x0102_1997: .init(name: "9p", reach: .remote),
    0x00c3_6400: .init(name: "ceph", reach: .remote),
    0x0bd0_0bd0: .init(name: "lustre", reach: .remote),
    0x4750_4653: .init(name: "gpfs", reach: .remote),
    0x5346_414f: .init(name: "afs", reach: .remote),
    0x6b41_4653: .init(name: "kafs", reach: .remote),
    0x7375_7245: .init(name: "coda", reach: .remote),
    0x0116_1970: .init(name: "gfs2", reach: .remote),
    0x7461_636f: .init(name: "ocfs2", reach: .remote),
    0x786f_4256: .init(name: "vboxsf", reach: .remote),
    0xbacb_acbc: .init(name: "vmhgfs", reach: .remote),
  ]
}
