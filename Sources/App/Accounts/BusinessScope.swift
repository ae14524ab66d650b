/// Whose things somebody sees.
package enum BusinessScope: Sendable, Equatable {
  case all
  case only(Set<String>)

  /// - Parameter business: nil for what belongs to none, which only those see who see all.
  package func contains(_ business: String?) -> Bool {
    switch self {
    case .all: true
    case .only(let names): business.map { Self.has(names, $0) } ?? false
    }
  }

  /// Byte by byte, as folders are told apart: a letter with its mark and a letter and a mark are
  /// equal to Swift.
  private static func has(_ names: Set<String>, _ name: String) -> Bool {
    names.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  /// In order; nil for all.
  package var names: [String]? {
    switch self {
    case .all: nil
    case .only(let names): names.sorted()
    }
  }

  package init(_ names: [String]?) { self = names.map { .only(Set($0)) } ?? .all }

  /// Whether a business can have this name: that of a folder which is taken from.
  package static func isName(_ name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") }
    return isPlain && !name.hasPrefix(".") && (1...255).contains(name.utf8.count)
  }

  /// - Throws: ``AccountError/badBusiness(_:)``.
  func check() throws(AccountError) {
    if let name = names?.first(where: { !Self.isName($0) }) { throw .badBusiness(name) }
  }

  package func intersection(_ other: BusinessScope) -> BusinessScope {
    switch (self, other) {
    case (.all, _): other
    case (_, .all): self
    case (.only(let one), .only(let another)): .only(one.filter { Self.has(another, $0) })
    }
  }

  /// As it is stored: names are those of directories, which hold no slash.
  var stored: String? { names?.joined(separator: "/") }

  init(stored: String?) {
    self.init(stored.map { $0.split(separator: "/").map(String.init) })
  }
}
