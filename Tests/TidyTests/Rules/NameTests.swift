import Testing

/// What something is called tells where it is.
@Suite struct `A name` {
  private let repository = Repository.shared

  @Test func `of a type is not the name of a module`() {
    let modules = Set(repository.manifest.targets.map(\.name))
    expectNone(
      repository.sources.flatMap { source in
        source.declarations
          .filter { $0.kind == .type && $0.isTopLevel && modules.contains($0.name) }
          .map {
            source.file.violation(
              "module-name", line: $0.line, "\($0.name) hides the module: `\($0.name).…` breaks")
          }
      })
  }

  @Test func `of a file is that of something in it`() {
    expectNone(
      repository.sources.compactMap { source in
        let name = String(source.file.name.dropLast(".swift".count))
        let type = name.prefix { $0 != "+" }
        let names = source.declarations.filter(\.isTopLevel).map(\.name)
        let isNamed = names.contains { $0.lowercased() == type.lowercased() }
        if name == "main" || names.isEmpty || isNamed { return nil }
        return source.file.violation(
          "file-name", line: 1, "it has \(names.joined(separator: ", ")), not \(type)")
      })
  }

  @Test func `of a module stands in docs/ARCHITECTURE.md`() throws {
    let path = "docs/ARCHITECTURE.md"
    let map = try #require(repository.texts.first { $0.path == path }, "\(path) is missing")
    expectNone(
      repository.modules.filter { map.bytes.words($0.name).isEmpty }
        .map { map.violation("code-map", line: 1, "\($0.layer.rawValue)/\($0.name) is not on it") })
  }

  @Test func `of a module is declared in Package.swift`() {
    let declared = Set(repository.manifest.targets.map(\.path))
    let manifest = repository.manifest.file
    expectNone(
      repository.modules.map { "Sources/\($0.layer.rawValue)/\($0.name)" }
        .filter { $0 != "Sources/Platform/C" && !declared.contains($0) }
        .map { manifest.violation("stray-folder", line: 1, $0) })
  }
}
