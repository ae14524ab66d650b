package import Files
package import Processes

/// What `dropmill-archive` is asked: to unpack one archive into an empty directory.
package struct UnpackRequest: Codable, Equatable, Sendable {
  @PercentEncoded package var source: Path
  /// Must be there, and be nobody else's meanwhile.
  @PercentEncoded package var directory: Path
  package var limits: ArchiveLimits
  /// It is no archive but one file, packed by itself; it comes out under the name that it had, or
  /// as `data`.
  package var isOneFile: Bool

  package init(
    source: Path, directory: Path, limits: ArchiveLimits, isOneFile: Bool = false
  ) {
    self.source = source
    self.directory = directory
    self.limits = limits
    self.isOneFile = isOneFile
  }
}

/// What came out of an archive.
package struct Unpacked: Codable, Equatable, Sendable {
  /// A file that was left out.
  package struct LeftOut: Codable, Equatable, Sendable {
    /// Its place in the archive, from 1.
    package var number: Int
    /// For people: control characters are escaped.
    package var name: String
    package var reason: EntryRefusal

    package init(number: Int, name: String, reason: EntryRefusal) {
      self.number = number
      self.name = name
      self.reason = reason
    }
  }

  package var files = 0
  package var bytes = 0
  /// The first ``leftOutMax``.
  package var leftOut: [LeftOut] = []
  /// Those that were left out, all of them.
  package var leftOutCount = 0

  /// More are only counted.
  package static let leftOutMax = 1000

  package init() {}
}

/// What `dropmill-archive` answers.
package enum ArchiveAnswer: Codable, Equatable, Sendable {
  case unpacked(Unpacked)
  /// The archive is at fault.
  case refused(reason: ArchiveRefusal)
  /// The archive is not at fault.
  case failed(message: String)
}
