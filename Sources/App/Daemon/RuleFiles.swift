package import Files
package import Rules
package import Telemetry

/// The rule files of a workspace.
package enum RuleFiles {
  /// All `*.yaml` and `*.yml` files, in the order of their names; folders are none.
  ///
  /// - Throws: ``Files/FileError`` when the folder itself cannot be read.
  static func read(in directory: Path) throws -> [RuleFile] {
    try Directory.entries(of: directory)
      .filter { isRuleFile($0.name) && $0.kind != .directory }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
      .map { read($0, in: directory) }
  }

  /// What cannot be read is a fault of this file: those of the others are told beside it.
  private static func read(_ entry: DirectoryEntry, in directory: Path) -> RuleFile {
    let name = Path.escaped(entry.name)
    do throws(FileError) {
      // Who sets machines up lays links to where their files are kept.
      let path = try RealPath.of(directory.appending(entry.name))
      // A FIFO would be waited for.
      guard try FileStatus.of(path).kind == .file else {
        return RuleFile(name: name, problem: "it is no file that could be read")
      }
      // One byte more than may be, and whoever reads the rules says that there are too many.
      return RuleFile(
        name: name, text: try FileReader.prefix(of: path, count: RuleFile.bytesMax + 1))
    } catch {
      return RuleFile(name: name, problem: "it cannot be read: \(error.errno)")
    }
  }

  /// The rules of all files.
  ///
  /// - Parameters:
  ///   - logger: is told what is hardly meant as it is written.
  ///   - known: rules of which it was told already.
  /// - Throws: ``DaemonError`` when there are none, or when they cannot be used.
  package static func load(
    in directory: Path, workers: [String: KnownWorker], warningsTo logger: Logger? = nil,
    unlessFor known: RuleSet? = nil
  ) throws -> RuleSet {
    let (rules, faults) = try check(in: directory, workers: workers)
    guard let rules else { throw DaemonError.brokenRules(faults) }
    if rules.rules == known?.rules { return rules }
    for fault in faults {
      let reason = [fault.message, fault.hint].compactMap(\.self).joined(separator: "; ")
      logger?.warning("rule doubted", ["place": fault.place, "reason": reason])
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
    // What cannot be looked at cannot be run either. Many a program is a link: python3, awk, sh.
    guard let status = try? FileStatus.ofTarget(path) else { return false }
    return status.kind == .file && status.mode & 0o111 != 0
  }

  static func isRuleFile(_ name: [UInt8]) -> Bool {
    let name = String(decoding: name, as: UTF8.self).lowercased()
    return !name.hasPrefix(".") && [".yaml", ".yml"].contains { name.hasSuffix($0) }
  }
}
