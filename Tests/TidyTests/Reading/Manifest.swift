/// The targets of Package.swift, read as text: asking the package manager would take seconds.
struct Manifest: Sendable {
  struct Target: Sendable {
    /// The function that declares it: `module`, `library`, `shim`, `tests`, `target`, …
    let kind: String
    let name: String
    /// The folder, relative to the repository.
    let path: String
    let dependencies: Set<String>
    let line: Int
  }

  let file: TextFile
  let targets: [Target]

  init(_ file: TextFile) {
    self.file = file
    let source = SwiftFile(file)
    let start = source.code.offsets(of: "targets: [").last ?? 0
    targets = Self.kinds.flatMap { kind in
      source.code.words(kind + "(").filter { $0 > start }.compactMap { offset in
        Self.target(
          kind, arguments: Self.arguments(from: offset, in: source), line: file.line(of: offset))
      }
    }
  }

  /// The names of the C targets: libraries and shims.
  var cTargets: Set<String> {
    Set(targets.filter { ["library", "shim"].contains($0.kind) }.map(\.name))
  }

  private static let kinds = [
    "module", "library", "shim", "tests", "target", "executableTarget", "testTarget",
  ]

  /// What stands between the parentheses of a call, without its resources.
  private static func arguments(from offset: Int, in source: SwiftFile) -> Substring {
    var depth = 0
    var end = offset
    for index in offset..<source.code.count {
      if source.code[index] == UInt8(ascii: "(") { depth += 1 }
      if source.code[index] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 {
          end = index
          break
        }
      }
    }
    let text = source.codeAndStrings.text(offset..<end)
    return text.prefix(upTo: text.firstRange(of: "resources:")?.lowerBound ?? text.endIndex)
  }

  private static func target(_ kind: String, arguments: Substring, line: Int) -> Target? {
    let beforeList = arguments.prefix { $0 != "[" }
    let names = literals(beforeList)
    let dependencies = literals(arguments.dropFirst(beforeList.count).prefix { $0 != "]" })
    switch kind {
    case "module" where names.count > 1:
      return Target(
        kind: kind, name: names[1], path: "Sources/\(names[0])/\(names[1])",
        dependencies: Set(dependencies), line: line)
    case "tests" where names.count > 1:
      return Target(
        kind: kind, name: names[1] + "Tests", path: "Tests/\(names[0])/\(names[1])Tests",
        dependencies: Set(dependencies + [names[1], "TestSupport"]), line: line)
    case "library" where !names.isEmpty, "shim" where !names.isEmpty:
      return Target(
        kind: kind, name: names[0], path: "Sources/Platform/C/\(names[0])",
        dependencies: Set(dependencies), line: line)
    default:
      guard let name = names.first, let path = arguments.split(separator: "path: ").last else {
        return nil
      }
      return Target(
        kind: kind, name: name, path: literals(path).first ?? "", dependencies: Set(dependencies),
        line: line)
    }
  }

  private static func literals(_ text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
