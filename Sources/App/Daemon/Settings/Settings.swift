package import Files
package import Rules

/// What `dropmill.yaml` says, and what holds where it says nothing.
package struct Settings: Sendable {
  /// Where a value comes from.
  package enum Source: Sendable, Equatable, CustomStringConvertible {
    case fallback
    /// A line of the file, from 1.
    case file(line: Int)

    package var description: String {
      switch self {
      case .fallback: "default"
      case .file(let line): "dropmill.yaml:\(line)"
      }
    }
  }

  private let settings: [SettingKey: Setting]

  init(_ settings: [SettingKey: Setting] = [:]) { self.settings = settings }

  /// Every setting of the file by its name, as it is written there.
  var written: [String: String] {
    var written: [String: String] = [:]
    for key in settings.keys { written[key.rawValue] = shown(key) }
    return written
  }

  /// The settings of a workspace; those that hold by themselves when it has no such file.
  ///
  /// - Throws: ``DaemonError`` when they cannot be used.
  package static func load(_ file: Path) throws -> Settings {
    let (settings, faults) = try check(file)
    guard let settings else { throw DaemonError.brokenRules(faults) }
    return settings
  }

  /// The settings of a workspace, nil when they cannot be used; and all that is wrong with them.
  package static func check(_ file: Path) throws -> (Settings?, [RuleFault]) {
    guard let text = try contents(of: file) else { return (Settings(), []) }
    return SettingsFile.read(text)
  }

  /// What a settings file says, for people who look at it.
  struct Look: Sendable {
    /// What of it can be used.
    var settings: Settings
    var faults: [RuleFault]
    /// Why what is written of a key cannot be used.
    var refused: [SettingKey: RuleFault]
  }

  /// The settings of a workspace, as far as they can be used.
  static func look(at file: Path) throws -> Look {
    guard let text = try contents(of: file) else {
      return Look(settings: Settings(), faults: [], refused: [:])
    }
    return SettingsFile.look(at: text)
  }

  private static func contents(of file: Path) throws -> RuleFile? {
    guard try FileStatus.ifPresent(file) != nil else { return nil }
    // In an installed package it is a link to the administrator's file.
    let text = try FileReader.contents(of: try RealPath.of(file), limit: RuleFile.bytesMax)
    return RuleFile(name: Path.escaped(file.name), text: text)
  }

  package func text(_ key: SettingKey) -> String? { settings[key]?.text ?? key.about.fallback }

  package func texts(_ key: SettingKey) -> [String] { settings[key]?.texts ?? [] }

  package func count(_ key: SettingKey) -> Int? { text(key).flatMap { Int($0) } }

  package func duration(_ key: SettingKey) -> Duration? {
    text(key).flatMap(Setting.duration(of:))
  }

  package func bytes(_ key: SettingKey) -> Int? { text(key).flatMap(Setting.bytes(of:)) }

  package func source(of key: SettingKey) -> Source {
    line(of: key).map(Source.file) ?? .fallback
  }

  /// The line of the file that sets it, from 1; nil where none does.
  func line(of key: SettingKey) -> Int? { settings[key]?.line }

  /// What is wrong with a setting beside others, which by itself can be used; nil where the file
  /// does not set it.
  package func fault(of key: SettingKey, _ message: String, hint: String?) -> RuleFault? {
    line(of: key).map { line in
      RuleFault(
        folder: "", file: "dropmill.yaml", line: line, column: 1, severity: .error,
        message: message, hint: hint, source: "")
    }
  }

  /// The value as it is written; a list in one line; nil when there is none.
  package func shown(_ key: SettingKey) -> String? {
    if case .addresses = key.about.kind {
      let texts = texts(key)
      return texts.isEmpty ? nil : texts.joined(separator: ", ")
    }
    return text(key)
  }

  /// What a value stands for: itself, or what systemd loaded under a name, `credential:NAME`.
  ///
  /// - Parameter environment: has the directory of credentials (systemd.exec(5), LoadCredential).
  package func path(
    _ key: SettingKey, below root: Path, environment: [String: String]
  ) -> Path? {
    guard let text = text(key) else { return nil }
    let prefix = "credential:"
    if text.hasPrefix(prefix), let directory = environment["CREDENTIALS_DIRECTORY"] {
      return Path(directory) / String(text.dropFirst(prefix.count))
    }
    return Path(text).isAbsolute ? Path(text) : root / text
  }
}
