import Foundation

/// The files of this repository, read once for all rules.
struct Repository: Sendable {
  let root: String
  /// All files that a person wrote and that are text, in the order of their paths.
  let texts: [TextFile]
  let swift: [SwiftFile]
  let manifest: Manifest
  /// The paths of all files, text or not.
  let paths: [String]

  static let shared = Repository(
    root: URL(filePath: #filePath).resolvingSymlinksInPath().pathComponents.dropLast(4)
      .joined(separator: "/").replacing("//", with: "/"))

  private init(root: String) {
    self.root = root
    paths = Self.paths(in: root)
    texts = paths.filter(Self.isText).compactMap { path in
      FileManager.default.contents(atPath: "\(root)/\(path)")
        .map { TextFile(path: path, bytes: Array($0)) }
    }
    swift = texts.filter { $0.path.hasSuffix(".swift") }.map(SwiftFile.init)
    manifest = Manifest(
      texts.first { $0.path == "Package.swift" } ?? TextFile(path: "Package.swift", bytes: []))
  }

  /// The Swift files below `Sources`.
  var sources: [SwiftFile] { swift.filter(\.isSource) }

  /// The folders of modules: layer and name.
  var modules: [(layer: Layer, name: String)] {
    let folders = sources.compactMap { source in
      source.layer.flatMap { layer in source.module.map { "\(layer.rawValue)/\($0)" } }
    }
    return Set(folders).sorted().compactMap { folder in
      let parts = folder.split(separator: "/").map(String.init)
      return Layer(rawValue: parts[0]).map { ($0, parts[1]) }
    }
  }

  /// What the people of this repository write; the rest is built, dropped or published.
  private static let tops = [
    ".ci", ".gitignore", "Benchmarks", "Examples", "LICENSE", "Makefile", "Package.swift",
    "Packaging", "Scripts",
    "Sources", "Tests", "docs", "packages.apt", "rules",
  ]

  private static func paths(in root: String) -> [String] {
    let files = FileManager.default
    // A folder that cannot be read has no files for the rules.
    let documents = (try? files.contentsOfDirectory(atPath: root))?.filter { $0.hasSuffix(".md") }
    return (tops + (documents ?? [])).flatMap { top in
      isFile("\(root)/\(top)")
        ? [top] : (files.subpaths(atPath: "\(root)/\(top)") ?? []).map { "\(top)/\($0)" }
    }
    .filter { !$0.hasPrefix("docs/api/") && isFile("\(root)/\($0)") }
    .sorted()
  }

  private static func isFile(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue
  }

  private static func isText(_ path: String) -> Bool {
    let isExample = path.contains("/Fixtures/") || path.hasPrefix("Examples/first-run/")
    let name = path.split(separator: "/").last ?? ""
    let suffixes = [".swift", ".c", ".h", ".md", ".yaml", ".txt", ".apt", ".modulemap", ".sh"]
    return !isExample && (suffixes.contains { name.hasSuffix($0) } || !name.contains("."))
      || name == ".gitignore"
  }
}
