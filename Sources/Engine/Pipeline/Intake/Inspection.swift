package import Files
package import Rules
import Tables

/// A look at an arrival before it is taken: what it is, and what the rules want to know of it.
package struct Inspection: Sendable {
  let candidate: Candidate
  let fingerprint: Fingerprint
  let size: Int
  /// What the kernel said of it before and after it was read.
  let status: FileStatus
  /// The files that it consists of.
  let paths: [Path]
  /// Those of a bundle, with their sizes.
  let files: [SourceFile]

  /// - Throws: ``IntakeError``, ``Files/FileError``.
  init(
    _ arrival: Arrival, inbox: Path, rules: RuleSet, configuration: Configuration
  ) throws {
    self =
      arrival.isBundle
      ? try Self.bundle(arrival, inbox: inbox, configuration: configuration)
      : try Self.file(arrival, inbox: inbox, rules: rules, configuration: configuration)
  }

  private init(
    candidate: Candidate, fingerprint: Fingerprint, size: Int, status: FileStatus, paths: [Path],
    files: [SourceFile] = []
  ) {
    self.candidate = candidate
    self.fingerprint = fingerprint
    self.size = size
    self.status = status
    self.paths = paths
    self.files = files
  }

  private static func file(
    _ arrival: Arrival, inbox: Path, rules: RuleSet, configuration: Configuration
  ) throws -> Inspection {
    let home = arrival.part?.root ?? inbox
    let relative = arrival.part?.relative ?? arrival.relative
    let path = home / relative
    let root = try Descriptor.openDirectory(home)
    let descriptor = try Descriptor.openForeign(relative, beneath: root, root: home)
    let status = try descriptor.status()
    if status.kind != .file { throw IntakeError(reason: .notRegular(status.kind), path: path) }
    if try isWrittenAnew(arrival, status, path) { throw IntakeError(reason: .changed, path: path) }
    // A part may share its bytes with the bundle that it was a part of.
    if status.linkCount != 1, arrival.part == nil {
      throw IntakeError(reason: .secondName, path: path)
    }
    if status.size > configuration.sourceBytesMax {
      throw IntakeError(reason: .tooLarge(limit: configuration.sourceBytesMax), path: path)
    }
    let components = arrival.relative.components.map { Path.escaped($0) }
    let needs = rules.needs(forRelativePath: components)
    var reader = ForeignReader(descriptor, path: path)
    let keeps = needs.content || needs.header ? Candidate.firstBytesMax : 0
    let fingerprint = try reader.fingerprint(keeping: keeps)
    if try !reader.status().isUnchanged(from: status) {
      throw IntakeError(reason: .changed, path: path)
    }
    let header = needs.header ? header(of: reader.first) : nil
    return Inspection(
      candidate: Candidate(
        components: components, size: status.size, firstBytes: reader.first, header: header),
      fingerprint: fingerprint, size: status.size, status: status, paths: [path])
  }

  /// Whether what was found to be whole is something else by now, which may be half. Where nobody
  /// writes it, it is whole again; that its time alone was set behind its closing, as tools do that
  /// copy, is no writing.
  private static func isWrittenAnew(
    _ arrival: Arrival, _ status: FileStatus, _ path: Path
  ) throws -> Bool {
    guard let found = arrival.found, found != FileStatus.Mark(status) else { return false }
    if !arrival.isLocal { return true }
    switch FileAccess.writer(of: path) {
    case .none: return false
    case .open: return true
    case .unknown:
      return (found.device, found.inode, found.size) != (status.device, status.inode, status.size)
    }
  }

  /// What the rules see of a file that is not taken, for an explanation.
  ///
  /// - Throws: ``Files/FileError``.
  package static func candidate(
    path: Path, relative: Path, isBundle: Bool, rules: RuleSet
  ) throws -> Candidate {
    let size = try FileStatus.of(path).size
    if isBundle {
      let components = relative.components.map { Path.escaped($0) }
      return Candidate(components: components, size: size, isBundle: true)
    }
    let first = try FileReader.prefix(of: path, count: Candidate.firstBytesMax)
    return candidate(relative, size: size, first: first)
  }

  /// As ``candidate(path:relative:isBundle:rules:)`` of a file that was read.
  static func candidate(_ relative: Path, size: Int, first: [UInt8]) -> Candidate {
    Candidate(
      components: relative.components.map { Path.escaped($0) }, size: size, firstBytes: first,
      header: header(of: first))
  }

  /// A bundle is known by its files: their paths, and their content.
  private static func bundle(
    _ arrival: Arrival, inbox: Path, configuration: Configuration
  ) throws -> Inspection {
    let path = inbox / arrival.relative
    let status = try FileStatus.of(path)
    if status.kind != .directory { throw IntakeError(reason: .notRegular(status.kind), path: path) }
    let (value, files) = try fingerprint(
      ofBundle: path, filesMax: configuration.bundleFilesMax)
    let size = files.reduce(0) { sum, file in
      let (sum, isTooMuch) = sum.addingReportingOverflow(file.size)
      return isTooMuch ? Int.max : sum
    }
    if size > configuration.sourceBytesMax {
      throw IntakeError(reason: .tooLarge(limit: configuration.sourceBytesMax), path: path)
    }
    return Inspection(
      candidate: Candidate(
        components: arrival.relative.components.map { Path.escaped($0) }, size: size,
        isBundle: true),
      fingerprint: value, size: size, status: status, paths: files.map(\.path), files: files)
  }

  static func fingerprint(
    ofBundle path: Path, filesMax: Int = .max
  ) throws -> (value: Fingerprint, files: [SourceFile]) {
    let files = try SourceFile(name: "", path: path, size: 0, isBundle: true).files()
    if files.count > filesMax {
      throw IntakeError(reason: .tooManyFiles(limit: filesMax), path: path)
    }
    var hasher = Fingerprint.Hasher()
    let root = try Descriptor.openDirectory(path)
    for file in files {
      let line = "\(file.name)\n\(try fingerprint(of: file, beneath: root, path))\n"
      Array(line.utf8).withUnsafeBytes { hasher.update($0) }
    }
    return (hasher.finish(), files)
  }

  /// What lies in a bundle is as foreign as what lies beside it.
  private static func fingerprint(
    of file: SourceFile, beneath root: borrowing Descriptor, _ bundle: Path
  ) throws -> Fingerprint {
    let relative = Path(bytes: Array(file.path.bytes.dropFirst(bundle.bytes.count + 1)))
    let descriptor = try Descriptor.openForeign(relative, beneath: root, root: bundle)
    let status = try descriptor.status()
    let name = relative.description
    if status.kind != .file {
      throw IntakeError(reason: .within(name, .notRegular(status.kind)), path: file.path)
    }
    if status.linkCount != 1 {
      throw IntakeError(reason: .within(name, .secondName), path: file.path)
    }
    var reader = ForeignReader(descriptor, path: file.path)
    return try reader.fingerprint(keeping: 0)
  }

  /// The column names of a table, nil when it is none: the route that gets it will say why.
  private static func header(of bytes: [UInt8]) -> [String]? {
    // No table, no names: the rule then looks at other things.
    guard let reader = try? TableReader(MemorySource(bytes)) else { return nil }
    return reader.format.hasHeader ? reader.format.columns : nil
  }
}

/// Reads a foreign file through the descriptor that was checked.
private struct ForeignReader: ~Copyable {
  private let descriptor: Descriptor
  private let path: Path
  private(set) var first: [UInt8] = []

  init(_ descriptor: consuming Descriptor, path: Path) {
    self.descriptor = descriptor
    self.path = path
  }

  func status() throws(Errno) -> FileStatus { try descriptor.status() }

  /// - Parameter count: how many of the first bytes to keep.
  mutating func fingerprint(keeping count: Int) throws -> Fingerprint {
    var hasher = Fingerprint.Hasher()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      // A stop does not wait for many gigabytes: nothing was taken yet.
      try Task.checkCancellation()
      let read = try descriptor.read(into: buffer, path: path)
      if read == 0 { return hasher.finish() }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<read])
      hasher.update(bytes)
      if first.count < count { first.append(contentsOf: bytes.prefix(count - first.count)) }
    }
  }
}
