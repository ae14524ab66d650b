import Rules

/// The names that tables give to fields: `Resources/headers.txt`, and what people add to them in
/// `rules/listings/headers.txt`.
struct HeaderAliases: Sendable {
  /// The file in a workspace's `rules/listings` in which people write more names.
  static let fileName = "headers.txt"

  static let standard: HeaderAliases = {
    var aliases = HeaderAliases()
    let faults = aliases.add(
      RuleFile(name: "headers.txt", text: PackageResources.headers_txt), to: aliases)
    precondition(faults.isEmpty, "\(faults[0])")
    return aliases
  }()

  private var fields: [String: Field] = [:]
  private var fieldsByOwnName: [String: Field] = [:]

  private init() {
    for field in Field.allCases {
      fieldsByOwnName[HeaderName.words(field.rawValue).joined(separator: " ")] = field
      fieldsByOwnName[field.words] = field
    }
  }

  /// These names and those of a file that a person wrote: a name that both have means what the
  /// person says.
  ///
  /// - Returns: the names of all lines that can be read, and what is wrong with the others.
  func extended(by file: RuleFile) -> (aliases: HeaderAliases, faults: [RuleFault]) {
    var extended = self
    let faults = extended.add(file, to: self)
    return (extended, faults)
  }

  /// - Parameters:
  ///   - file: lines of `field: name, name`; `#` begins a comment line.
  ///   - base: what the fields may be called by, too.
  private mutating func add(_ file: RuleFile, to base: HeaderAliases) -> [RuleFault] {
    var reader = HeaderLines(file, field: base.field(named:))
    for (name, field) in reader.read() { fields[name] = field }
    return reader.faults
  }

  /// The field that a column's name means; nil when none is known.
  func field(_ name: HeaderName) -> Field? {
    if name.full.isEmpty || name.isNumbered { return .ignored }
    return fields[name.full] ?? fields[name.bare]
  }

  /// The field that a person names, by its own name or by one of a column.
  func field(named words: [String]) -> Field? {
    let name = words.joined(separator: " ")
    return fields[name] ?? fieldsByOwnName[name]
  }
}
