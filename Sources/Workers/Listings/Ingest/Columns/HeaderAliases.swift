/// The names that tables give to fields: `Resources/headers.txt`.
struct HeaderAliases: Sendable {
  static let standard = HeaderAliases(PackageResources.headers_txt)

  private var fields: [String: Field] = [:]

  /// - Parameter bytes: lines of `field: name, name`; `#` begins a comment line.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let field = Field(rawValue: String(parts[0])) else {
        preconditionFailure("headers.txt: no field is named in “\(line)”")
      }
      for name in parts[1].split(separator: ",") {
        let words = HeaderName.words(String(name)).joined(separator: " ")
        precondition(fields[words] == nil, "headers.txt: “\(words)” stands twice")
        fields[words] = field
      }
    }
  }

  /// The field that a column's name means; nil when none is known.
  func field(_ name: HeaderName) -> Field? {
    if name.full.isEmpty || name.isNumbered { return .ignored }
    return fields[name.full] ?? fields[name.bare]
  }

  /// The field that a rule names, by its own name or by one of a column.
  func field(named words: [String]) -> Field? {
    let name = words.joined(separator: " ")
    return fields[name] ?? Field.allCases.first { HeaderName.words($0.rawValue) == words }
  }
}
