package import Files
package import Rules

/// The rule files of a workspace.
package enum RuleFiles {
  /// All `*.yaml` files, in the order of their names.
  ///
  /// - Throws: ``Files/FileError``.
  package static func read(in directory: Path) throws -> [RuleFile] {
    let names = try Directory.entries(of: directory).map(\.name).filter(isRuleFile)
    return try names.sorted { $0.lexicographicallyPrecedes($1) }.map { name in
      RuleFile(
        name: Path.escaped(name),
        text: try FileReader.contents(
          of: directory.appending(name), limit: RuleFile.bytesMax))
    }
  }

  /// The rules of all files.
  ///
  /// - Throws: ``DaemonError`` when there are none, or when they cannot be used.
  package static func load(
    in directory: Path, workers: [String: Set<String>]
  ) throws -> RuleSet {
    let files = try read(in: directory)
    if files.isEmpty { throw DaemonError.noRules(directory) }
    let (rules, faults) = RuleSet.load(files, workers: workers)
    guard let rules else { throw DaemonError.brokenRules(faults) }
    return rules
  }

  private static func isRuleFile(_ name: [UInt8]) -> Bool {
    let suffixes = [".yaml", ".yml"].map { Array($0.utf8) }
    return name.first != UInt8(ascii: ".")
      && suffixes.contains { name.count > $0.count && Array(name.suffix($0.count)) == $0 }
  }
}
