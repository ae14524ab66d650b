package import Files
package import Rules
import Telemetry

/// The rule files of a workspace.
package enum RuleFiles {
  /// All `*.yaml` files, in the order of their names.
  ///
  /// - Throws: ``Files/FileError``.
  static func read(in directory: Path) throws -> [RuleFile] {
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
    in directory: Path, workers: [String: KnownWorker]
  ) throws -> RuleSet {
    let (rules, faults) = try check(in: directory, workers: workers)
    guard let rules else { throw DaemonError.brokenRules(faults) }
    return rules
  }

  /// As ``load(in:workers:)``; what is hardly meant as it is written goes into the log.
  static func load(
    in directory: Path, workers: [String: KnownWorker], warningsTo logger: Logger
  ) throws -> RuleSet {
    let (rules, faults) = try check(in: directory, workers: workers)
    guard let rules else { throw DaemonError.brokenRules(faults) }
    for fault in faults {
      let reason = [fault.message, fault.hint].compactMap(\.self).joined(separator: "; ")
      logger.warning("rule doubted", ["place": fault.place, "reason": reason])
    }
    return rules
  }

  /// The rules of all files, nil when they cannot be used; and all that is wrong with them.
  ///
  /// - Throws: ``DaemonError`` when there are none.
  package static func check(
    in directory: Path, workers: [String: KnownWorker]
  ) throws -> (RuleSet?, [RuleFault]) {
    let files = try read(in: directory)
    if files.isEmpty { throw DaemonError.noRules(directory) }
    return check(files, in: directory, workers: workers)
  }

  /// The same for texts that may not lie there yet.
  static func check(
    _ files: [RuleFile], in directory: Path, workers: [String: KnownWorker]
  ) -> (RuleSet?, [RuleFault]) {
    RuleSet.load(files, workers: workers) { program in
      let path = program.hasPrefix("./") ? directory / Path(program) : Path(program)
      return Self.isExecutable(path)
    }
  }

  private static func isExecutable(_ path: Path) -> Bool {
    // What cannot be looked at cannot be run either.
    guard let status = try? FileStatus.of(path) else { return false }
    return status.kind == .file && status.mode & 0o111 != 0
  }

  private static func isRuleFile(_ name: [UInt8]) -> Bool {
    let suffixes = [".yaml", ".yml"].map { Array($0.utf8) }
    return name.first != UInt8(ascii: ".")
      && suffixes.contains { name.count > $0.count && Array(name.suffix($0.count)) == $0 }
  }
}
