import Files

/// What a bundle holds and no route reads.
extension StageContext {
  /// So many are told by name, the rest as a number.
  private static let namedMax = 20

  /// Tells of each entry of a bundle that is neither a file nor a folder: whoever dropped it
  /// thought it delivered.
  ///
  /// - Throws: ``Files/FileError``.
  func noteWhatIsNoFile() throws(FileError) {
    if !item.isBundle { return }
    var left = 0
    var folders = [Path(bytes: [])]
    while let folder = folders.popLast() {
      let entries = try Directory.entries(of: source.path / folder)
        .sorted { $0.name.lexicographicallyPrecedes($1.name) }
      for entry in entries where entry.kind != .file {
        let path = folder.appending(entry.name)
        if entry.kind == .directory {
          folders.append(path)
          continue
        }
        left += 1
        if left > Self.namedMax { continue }
        note(Finding(.warning, "left", "\(path) was left: it is \(entry.kind.words)."))
      }
    }
    let rest = left - Self.namedMax
    if rest > 0 {
      note(Finding(.warning, "left", "\(rest) more of its entries were left: they are no files."))
    }
  }
}
