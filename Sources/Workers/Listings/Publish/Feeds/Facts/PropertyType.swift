/// A kind of property, and what each channel calls it: a line of `Resources/property-types.txt`.
struct PropertyType: Sendable {
  enum Group: String, Sendable {
    case home, land, commercial
  }

  let name: String
  let group: Group
  let meta: String?
  let marketplace: String?
  let jiji: String?
  let kyero: String?
  /// `PROP_SUB_ID`.
  let blm: String?
  let openImmo: OpenImmo?
  /// `PropertySubType`.
  let reso: String?

  /// The element, and which of its attributes says more.
  struct OpenImmo: Sendable {
    let element: String
    let attribute: (name: String, value: String)?
  }

  /// - Parameter line: ten columns with bars between them.
  init(_ line: Substring, columns: [String]) {
    precondition(columns.count == 10, "property-types.txt: ten columns, not “\(line)”")
    guard let group = Group(rawValue: columns[1]) else {
      preconditionFailure("property-types.txt: no group is named in “\(line)”")
    }
    func word(_ column: Int) -> String? { columns[column].isEmpty ? nil : columns[column] }
    name = columns[0]
    self.group = group
    meta = word(3)
    marketplace = word(4)
    jiji = word(5)
    kyero = word(6)
    blm = word(7)
    openImmo = word(8).map { text in
      let parts = text.split(separator: " ").map(String.init)
      return OpenImmo(element: parts[0], attribute: parts.count == 3 ? (parts[1], parts[2]) : nil)
    }
    reso = word(9)
  }
}
