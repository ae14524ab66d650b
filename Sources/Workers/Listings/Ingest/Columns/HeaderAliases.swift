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
  /// The first name of each line, and what people wrote: the others yield to them.
  private var ownNames: Set<String> = []
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
    var named: Set<Field> = []
    for (name, field) in reader.read() {
      fields[name] = field
      if named.insert(field).inserted || !base.fields.isEmpty { ownNames.insert(name) }
    }
    return reader.faults
  }

  /// The field that a column's name means; nil when none is known.
  func field(_ name: HeaderName) -> Field? {
    if name.full.isEmpty || name.isNumbered { return .ignored }
    return fields[name.full] ?? fields[name.bare] ?? fields[name.unpriced]
  }

  /// Whether a column is called as its field is, and not as some tables call it, too.
  func isOwn(_ name: HeaderName) -> Bool {
    ownNames.contains(name.full) || fields[name.full] == nil && ownNames.contains(name.bare)
  }

  /// The field that a person names, by its own name or by one of a column.
  func field(named words: [String]) -> Field? {
    let name = words.joined(separator: " ")
    return fields[name] ?? fieldsByOwnName[name]
  }
}
