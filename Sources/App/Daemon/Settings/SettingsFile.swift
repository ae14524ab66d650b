import HTTPServer
import Rules

/// Reads `dropmill.yaml`, and finds every fault in it at once.
struct SettingsFile {
  /// What keys were called once: they are taken still, with a warning.
  static let formerNames: [String: SettingKey] = [:]

  private let formerNames: [String: SettingKey]
  private var reader = SettingsReader()
  private var written: [SettingKey: Setting] = [:]
  /// Why what is written of a key cannot be used.
  private var refused: [SettingKey: RuleFault] = [:]

  /// - Returns: nil when the file cannot be used; and what is wrong with it.
  static func read(
    _ file: RuleFile, formerNames: [String: SettingKey] = formerNames
  ) -> (Settings?, [RuleFault]) {
    let look = look(at: file, formerNames: formerNames)
    return (look.faults.contains { $0.severity == .error } ? nil : look.settings, look.faults)
  }

  /// What of it can be used, whatever is wrong with the rest.
  static func look(
    at file: RuleFile, formerNames: [String: SettingKey] = formerNames
  ) -> Settings.Look {
    var reader = SettingsFile(formerNames: formerNames)
    if let root = reader.reader.read(file, in: "") { reader.take(root, below: "") }
    return Settings.Look(
      settings: Settings(reader.written), faults: reader.reader.faults, refused: reader.refused)
  }

  private init(formerNames: [String: SettingKey]) { self.formerNames = formerNames }

  private mutating func take(_ group: Setting, below prefix: String) {
    if group.isNothing { return }
    guard let entries = group.entries else {
      let name = prefix.isEmpty ? "the file" : "“\(prefix.dropLast())”"
      return reader.fault(
        "\(name) is a group of settings, not \(group.kind)", at: group,
        hint: "it may have: \(Self.names(below: prefix).joined(separator: ", "))")
    }
    var seen: Set<String> = []
    for (key, value) in entries {
      let name = prefix + (key.text ?? "")
      if !seen.insert(name).inserted {
        reader.fault("“\(name)” is set twice", at: key, hint: "take one of the two out")
      } else if let known = SettingKey(rawValue: name) {
        take(known, value)
      } else if let known = formerNames[name] {
        reader.warn(
          "“\(name)” is called “\(known.rawValue)” now", at: key,
          hint: "write “\(known.rawValue)”: the old name will be refused some day")
        take(known, value)
      } else if SettingKey.allCases.contains(where: { $0.rawValue.hasPrefix(name + ".") }) {
        take(value, below: name + ".")
      } else {
        let names = Self.names(below: prefix)
        let near = Spelling.nearest(to: key.text ?? "", among: names)
        reader.fault(
          "there is no setting “\(name)”", at: key,
          hint: near.map { "did you mean “\($0)”?" }
            ?? "those here are: \(names.joined(separator: ", "))")
      }
    }
  }

  private mutating func take(_ key: SettingKey, _ value: Setting) {
    if value.isNothing { return }
    if let expected = Self.expectation(of: key.about.kind, value) {
      reader.fault(
        "“\(key.rawValue)” needs \(expected.what) (got \(value.kind))", at: value,
        hint: expected.hint)
      refused[key] = reader.faults.last
    } else if written[key] != nil {
      reader.fault("“\(key.rawValue)” is set twice", at: value, hint: "take one out")
      refused[key] = reader.faults.last
    } else {
      written[key] = value
    }
  }

  /// What was expected in place of a value; nil when it can be used.
  private static func expectation(
    of kind: SettingKey.Kind, _ value: Setting
  ) -> (what: String, hint: String?)? {
    switch kind {
    case .text:
      return value.text == nil ? ("one text", nil) : nil
    case .listenAddress:
      guard let text = value.text else { return ("one text", nil) }
      return ListenAddress(text) == nil ? ("an address such as 127.0.0.1:8321", nil) : nil
    case .addresses:
      if value.texts.isEmpty || value.texts.count != value.list.count {
        return ("a list of texts", "such as [10.0.0.1, 10.0.0.2]")
      }
      return value.texts.first { !ListenAddress.isHost($0) }
        .map { ("addresses such as 10.0.0.1, and “\($0)” is none", nil) }
    case .choice(let words):
      if let text = value.text, words.contains(text) { return nil }
      let near = value.text.flatMap { Spelling.nearest(to: $0, among: words) }
      return ("one of \(words.joined(separator: ", "))", near.map { "did you mean “\($0)”?" })
    case .count(let range):
      if let number = value.text.flatMap({ Int($0) }), range.contains(number) { return nil }
      return ("a whole number from \(range.lowerBound) to \(range.upperBound)", nil)
    case .duration(let range):
      if let duration = value.duration, range.contains(duration) { return nil }
      let hint = "write 500ms, 10s, 5 minutes or 1.5h"
      return ("a time from \(range.lowerBound) to \(range.upperBound)", hint)
    case .bytes(let least):
      if let bytes = value.bytes, bytes >= least { return nil }
      return (least > 0 ? "a size above zero" : "a size", "write 500MB, 10GB or 64GiB")
    }
  }

  /// The next words of all keys below a group, each once, in order.
  private static func names(below prefix: String) -> [String] {
    var names: [String] = []
    for key in SettingKey.allCases where key.rawValue.hasPrefix(prefix) {
      let name = String(key.rawValue.dropFirst(prefix.count).prefix { $0 != "." })
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}
