// A worker may have rule files of its own, in the folder of rules/ that bears its name, and the
// workspace has its settings. What stands in them is their affair; that every fault is told with
// its file, line and column is ours.

/// One value of a worker's rule file or of the settings, with its place.
package struct Setting: Sendable {
  let node: YAMLNode

  /// The text of a single value; nil for lists, groups, and where nothing is written.
  package var text: String? {
    guard case .scalar(let text, _) = node.content, !node.isNothing else { return nil }
    return text
  }

  /// The number of a single value.
  package var number: Double? { text.flatMap(Double.init) }

  /// The flag of a single value: `true` or `false`.
  package var flag: Bool? { RuleValue(node)?.bool }

  /// The time of a single value, such as `5 s`; nil for all else.
  package var duration: Duration? { text.flatMap(Self.duration(of:)) }

  /// The bytes of a single value, such as `64 GB`; nil for all else.
  package var bytes: Int? { text.flatMap(Self.bytes(of:)) }

  package static func duration(of text: String) -> Duration? { Quantity.duration(text) }

  package static func bytes(of text: String) -> Int? { Quantity.bytes(text) }

  /// The line of the file it stands on, from 1.
  package var line: Int { node.mark.line }

  /// What it is, for messages.
  package var kind: String { node.kind }

  /// The names and values of a group, in the order of the file; nil for all else.
  package var entries: [(key: Setting, value: Setting)]? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.map { (Setting(node: $0.key), Setting(node: $0.value)) }
  }

  /// Whether nothing is written.
  package var isNothing: Bool { node.isNothing }

  /// The values of a list; one value counts as a list of one.
  package var list: [Setting] {
    if case .list(let nodes) = node.content { return nodes.map(Setting.init) }
    return text == nil ? [] : [self]
  }

  /// The texts of a list.
  package var texts: [String] { list.compactMap(\.text) }

  /// The values of a group by name, in the order of the file; empty for all else.
  package var group: [(name: String, value: Setting)] {
    guard case .mapping(let entries) = node.content else { return [] }
    return entries.compactMap { entry in
      Setting(node: entry.key).text.map { ($0, Setting(node: entry.value)) }
    }
  }

  package subscript(name: String) -> Setting? {
    group.first { $0.name == name && !$0.value.node.isNothing }?.value
  }
}

/// Reads a worker's rule files, one after the other, and keeps what is wrong with them.
package struct SettingsReader {
  private var list = FaultList()

  package init() {}

  /// Every fault of every file, in order.
  package var faults: [RuleFault] { list.all }

  /// - Parameter folder: of the workspace; with a slash, or empty.
  /// - Returns: the file's value; nil when it is empty, or no YAML, which is a fault.
  package mutating func read(_ file: RuleFile, in folder: String = "rules/") -> Setting? {
    list.begin(folder: folder, file: file.name, text: String(decoding: file.text, as: UTF8.self))
    return YAMLReader.read(file.text, faults: &list).map(Setting.init)
  }

  /// Says what is wrong with a value of the file read last.
  package mutating func fault(_ message: String, at setting: Setting, hint: String? = nil) {
    list.error(message, at: setting.node.mark, hint: hint)
  }

  /// Where a key lies; nil when that is not what is written, which is a fault that shows nothing
  /// of it: it may be the key itself.
  package mutating func key(_ setting: Setting, named name: String) -> KeySource? {
    if let source = setting.text.flatMap(KeySource.init) { return source }
    list.error(
      "a key is named by where it lies, and never written here", atSecret: setting.node.mark,
      hint: "file:/etc/dropmill/\(name).key, or credential:\(name)")
    return nil
  }

  /// Says what is odd about a value of the file read last, and can be used all the same.
  package mutating func warn(_ message: String, at setting: Setting, hint: String? = nil) {
    list.warning(message, at: setting.node.mark, hint: hint)
  }
}
