/// A Swift file, with its code and its prose apart.
struct SwiftFile: Sendable {
  let file: TextFile
  /// Comments and strings are blanks.
  let code: [UInt8]
  /// Comments are blanks.
  let codeAndStrings: [UInt8]
  let declarations: [Declaration]
  private let kinds: [CodeMask.Kind]

  init(_ file: TextFile) {
    self.file = file
    let mask = CodeMask(file.bytes)
    code = mask.keeping(CodeMask.code)
    codeAndStrings = mask.keeping(CodeMask.code, CodeMask.string)
    kinds = mask.kinds
    declarations = DeclarationReader(file: file, code: code).declarations
  }

  var path: String { file.path }

  /// `Sources` or `Tests`, then the layer, then the module; for other files what there is of it.
  var place: [String] { path.split(separator: "/").dropLast().map(String.init) }

  var isSource: Bool { place.first == "Sources" }

  /// The layer of a source.
  var layer: Layer? { isSource && place.count > 1 ? Layer(rawValue: place[1]) : nil }

  /// The module of a source: the folder below its layer.
  var module: String? { isSource && place.count > 2 ? place[2] : nil }

  /// The modules that are imported, with the lines.
  var imports: [(module: String, line: Int)] {
    code.words("import").compactMap { offset in
      let line = file.line(of: offset)
      let words = code.text(offset..<file.range(ofLine: line).upperBound).split(separator: " ")
      return words.count > 1 ? (String(words[1]), line) : nil
    }
  }

  /// Whether a comment stands on this line or on the one before it.
  func isExplained(line: Int) -> Bool {
    [line, line - 1].contains { hasComment(line: $0) }
  }

  private func hasComment(line: Int) -> Bool {
    kinds[file.range(ofLine: line)].contains(CodeMask.comment)
  }
}

/// The layers of `Sources`, lowest first.
enum Layer: String, CaseIterable, Comparable {
  case platform = "Platform"
  case content = "Content"
  case engine = "Engine"
  case workers = "Workers"
  case app = "App"

  static func < (one: Layer, other: Layer) -> Bool { one.rank < other.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
