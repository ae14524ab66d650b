import CArchive
import Files

/// An archive read from its start, entry by entry: ZIP, TAR, and TAR in gzip.
struct ArchiveReader: ~Copyable {
  enum Kind { case file, directory, link, device }

  private let archive: OpaquePointer
  private let descriptor: Descriptor
  private var entry: OpaquePointer?

  /// - Parameter isOneFile: no archive, but one file that was packed by itself.
  static func open(
    _ descriptor: consuming Descriptor, isOneFile: Bool = false
  ) throws(ArchiveFault) -> ArchiveReader {
    let reader = ArchiveReader(descriptor)
    archive_read_support_filter_gzip(reader.archive)
    if isOneFile {
      archive_read_support_format_raw(reader.archive)
      archive_read_support_filter_zstd(reader.archive)
      archive_read_support_filter_xz(reader.archive)
      archive_read_support_filter_bzip2(reader.archive)
    } else {
      archive_read_support_format_zip(reader.archive)
      archive_read_support_format_tar(reader.archive)
    }
    let file = reader.descriptor.rawValue
    if archive_read_open_fd(reader.archive, file, 64 << 10) != ARCHIVE_OK { throw reader.fault() }
    return reader
  }

  private init(_ descriptor: consuming Descriptor) {
    guard let archive = archive_read_new() else { preconditionFailure("there is no memory") }
    self.archive = archive
    self.descriptor = descriptor
  }

  deinit { archive_read_free(archive) }

  /// Goes to the next entry; false at the end.
  mutating func next() throws(ArchiveFault) -> Bool {
    var next: OpaquePointer?
    let result = archive_read_next_header(archive, &next)
    entry = next
    if result == ARCHIVE_EOF { return false }
    // A warning is about what we do not keep: times, owners, an encoding of the name.
    if result < ARCHIVE_WARN { throw fault() }
    return true
  }

  /// Where the last header of a TAR begins that is packed in nothing else; nil for all others.
  var lastHeaderOfTAR: Int? {
    let isTAR = archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR
    if !isTAR || archive_filter_code(archive, 0) != ARCHIVE_FILTER_NONE { return nil }
    return Int(archive_read_header_position(archive))
  }

  /// As in the archive, in UTF-8 where the archive says what it is written in; nil: none.
  var name: [UInt8]? {
    guard let entry, let text = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    else { return nil }
    var bytes: [UInt8] = []
    var place = text
    while place.pointee != 0 {
      bytes.append(UInt8(bitPattern: place.pointee))
      place += 1
    }
    return bytes
  }

  var kind: Kind {
    guard let entry else { return .device }
    if archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil { return .link }
    return switch archive_entry_filetype(entry) {
    case 0o100_000, 0: .file
    case 0o040_000: .directory
    case 0o120_000: .link
    default: .device
    }
  }

  var isEncrypted: Bool { entry.map { archive_entry_is_encrypted($0) != 0 } ?? false }

  /// Reads on in the entry's content; 0 is its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveFault) -> Int {
    let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
    if count < 0 { throw fault(isFatal: count == Int(ARCHIVE_FATAL)) }
    return count
  }

  private func fault(isFatal: Bool = true) -> ArchiveFault {
    let text = archive_error_string(archive).map { String(cString: $0) } ?? "no reason given"
    return ArchiveFault(text: text, isFatal: isFatal)
  }
}

/// What libarchive said.
struct ArchiveFault: Error {
  let text: String
  /// Nothing more can be read of the archive.
  var isFatal = true

  var isAboutMissingData: Bool {
    let lowercased = text.lowercased()
    return ["truncated", "unexpected end", "premature end"].contains { lowercased.contains($0) }
  }

  var isAboutUnknownFormat: Bool { text.hasPrefix("Unrecognized archive format") }
  var isAboutPassword: Bool { text.lowercased().contains("passphrase") }
}
