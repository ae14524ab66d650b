/// A type or a function, found by its keyword.
struct Declaration {
  enum Kind: String, CaseIterable {
    case type, `extension`, function
  }

  let kind: Kind
  /// Empty for an initialiser, and for a name in backticks.
  let name: String
  let line: Int
  /// Whether nothing is indented before it.
  let isTopLevel: Bool
  /// Of the closing brace; nil when there is no body.
  let lastLine: Int?

  var lineCount: Int { lastLine.map { $0 - line + 1 } ?? 1 }
}

/// Finds declarations by keywords and by counting braces.
struct DeclarationReader {
  let file: TextFile
  /// Comments and strings are blanks.
  let code: [UInt8]

  var declarations: [Declaration] {
    Self.keywords.flatMap { keyword, kind in
      code.words(keyword).compactMap { declaration(kind, keyword, at: $0) }
    }
  }

  private static let keywords: [(String, Declaration.Kind)] = [
    ("struct", .type), ("class", .type), ("enum", .type), ("actor", .type), ("protocol", .type),
    ("extension", .extension), ("func", .function), ("init", .function), ("deinit", .function),
    ("subscript", .function),
  ]

  private func declaration(
    _ kind: Declaration.Kind, _ keyword: String, at offset: Int
  ) -> Declaration? {
    let line = file.line(of: offset)
    let range = file.range(ofLine: line)
    let before = code.text(range.lowerBound..<offset)
    if before.last.map({ ".@:".contains($0) }) ?? false { return nil }
    let isMember = kind == .type && (before.contains("func ") || before.contains("import "))
    if isMember { return nil }
    let rest = code[(offset + keyword.utf8.count)..<range.upperBound].drop(while: \.isBlank)
    let name = String(decoding: rest.prefix(while: \.isNamePart), as: UTF8.self)
    // `class func` and `class var` declare no class.
    if kind == .type, ["func", "var", "let"].contains(name) { return nil }
    return Declaration(
      kind: kind, name: name, line: line, isTopLevel: before.first.map { $0 != " " } ?? true,
      lastLine: bodyEnd(from: offset + keyword.utf8.count).map(file.line))
  }

  /// The closing brace of what begins here; nil when another declaration begins before any brace.
  private func bodyEnd(from start: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    var isBlankLine = false
    for offset in start..<code.count {
      switch code[offset] {
      case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
      case UInt8(ascii: "{") where parentheses == 0: braces += 1
      case UInt8(ascii: "}") where parentheses == 0:
        braces -= 1
        if braces <= 0 { return braces == 0 ? offset : nil }
      case UInt8(ascii: "\n"): isBlankLine = true
      case UInt8(ascii: " "): break
      default:
        if isBlankLine, braces == 0, parentheses == 0, beginsDeclaration(at: offset) { return nil }
        isBlankLine = false
      }
    }
    return nil
  }

  private func beginsDeclaration(at offset: Int) -> Bool {
    let word = String(decoding: code[offset...].prefix(while: \.isNamePart), as: UTF8.self)
    return Self.beginnings.contains(word) || code[offset] == UInt8(ascii: "@")
  }

  private static let beginnings: Set<String> = [
    "func", "var", "let", "init", "static", "mutating", "package", "public", "private", "struct",
    "enum", "class", "actor", "protocol", "extension", "case", "associatedtype", "subscript",
  ]
}
