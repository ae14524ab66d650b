import Files

/// What was decided of a channel's files with the last publication.
struct ChannelState: Equatable, Sendable {
  /// Of the channel when they were written.
  var digest: Int
  var files: [File]

  /// A visible file, and how to see that nobody else has changed it.
  struct File: Equatable, Sendable {
    /// Empty where no listing had a part, so that there is no file.
    var name = ""
    var size = 0
    /// Nanoseconds since 1970.
    var modified: Int64 = 0
    /// Bytes before the first part.
    var headLength = 0

    /// Whether the file lies there as it was written.
    ///
    /// - Parameter directory: the channel's, in the outbox.
    func isVisible(in directory: Path) throws -> Bool {
      if name.isEmpty { return true }
      guard let status = try FileStatus.ifPresent(directory / Path(name)) else { return false }
      return status.kind == .file && status.size == size && status.modified == modified
    }
  }
}

extension ChannelState.File {
  /// `name/size/modified/headLength`, as the table keeps it: names of files have no slash.
  var text: String { "\(name)/\(size)/\(modified)/\(headLength)" }

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, let size = Int(parts[1]), let modified = Int64(parts[2]),
      let headLength = Int(parts[3])
    else { return nil }
    self.init(name: String(parts[0]), size: size, modified: modified, headLength: headLength)
  }
}
