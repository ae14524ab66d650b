/// In what condition a home is: a line of `Resources/conditions.txt`.
struct Condition: Sendable, Equatable {
  let name: String
  let jiji: String?
  /// `zustand_art`
  let openImmo: String?
  /// `PropertyCondition`
  let reso: String?

  /// - Parameter text: as the row has it.
  /// - Returns: nil for words that no line has.
  init?(_ text: String) {
    guard let known = Self.ofWords[Self.plain(text)] else { return nil }
    self = known
  }

  private init(columns: [String]) {
    func word(_ column: Int) -> String? { columns[column].isEmpty ? nil : columns[column] }
    name = columns[0]
    jiji = word(2)
    openImmo = word(3)
    reso = word(4)
  }

  private static let ofWords: [String: Condition] = {
    var conditions: [String: Condition] = [:]
    let lines = String(decoding: PackageResources.conditions_txt, as: UTF8.self)
      .split(separator: "\n")
    for line in lines where line.first != "#" {
      let columns = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { Spacing.single($0) }
      precondition(columns.count == 5, "conditions.txt: five columns, not “\(line)”")
      for word in columns[1].split(separator: ",") {
        let word = plain(String(word))
        precondition(conditions[word] == nil, "conditions.txt: “\(word)” stands twice")
        conditions[word] = Condition(columns: columns)
      }
    }
    return conditions
  }()

  private static func plain(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
