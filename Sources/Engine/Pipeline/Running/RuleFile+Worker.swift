package import Files
package import Rules

extension RuleFile {
  /// A file of a worker's own, `rules/<worker>/<name>`; nil when there is none.
  ///
  /// - Parameter rules: the workspace's rules.
  package init?(of worker: String, _ name: String, in rules: Path) throws(FileError) {
    let path = rules / worker / name
    if try FileStatus.ifPresent(path) == nil { return nil }
    self.init(
      name: "\(worker)/\(name)", text: try FileReader.contents(of: path, limit: RuleFile.bytesMax))
  }
}
