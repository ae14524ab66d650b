import Testing

/// The layers, as docs/ARCHITECTURE.md draws them.
@Suite struct `An import` {
  private let repository = Repository.shared

  @Test func `points down the layers, or sideways`() {
    expectNone(
      crossings { from, to in
        to > from ? "\(to.rawValue) lies above \(from.rawValue)" : nil
      })
  }

  @Test func `does not lead from one worker to another`() {
    expectNone(
      crossings { from, to in
        from == .workers && to == .workers ? "workers do not know each other" : nil
      })
  }

  @Test func `brings nothing of ours into Content`() {
    expectNone(
      crossings { from, to in
        from == .content ? "Content takes values and gives values, and knows none of ours" : nil
      })
  }

  @Test func `of a worker stands in the executable alone`() {
    expectNone(
      crossings { from, to in
        from == .app && to == .workers ? "only main lists the workers" : nil
      }
      .filter { !$0.path.hasPrefix("Sources/App/dropmill/") })
  }

  @Test func `of a C library stands in one module`() {
    let imports = repository.sources.flatMap { source in
      source.imports.map { (library: $0.module, line: $0.line, source: source) }
    }
    expectNone(
      repository.manifest.cTargets.flatMap { library -> [Violation] in
        let uses = imports.filter { $0.library == library }
        let modules = Set(uses.compactMap(\.source.module)).sorted()
        if modules.count < 2 { return [] }
        let message = "\(library) in \(modules.joined(separator: ", ")): one Swift face is enough"
        return uses.map { $0.source.file.violation("one-owner", line: $0.line, message) }
      })
  }

  @Test func `of the C library stands in Platform, but for reasons`() {
    expectNone(
      repository.sources.flatMap { source in
        source.imports.filter { $0.module == "Glibc" || $0.module == "Dispatch" }
          .filter { _ in source.layer != .platform && Self.mayImportC[source.path] == nil }
          .map {
            source.file.violation(
              "c-at-the-edge", line: $0.line, "\($0.module) is for Platform: use what it offers")
          }
      })
  }

  /// Files outside Platform that call the C library, and for what.
  private static let mayImportC = [
    "Sources/Content/Tables/Text/Transcoder.swift": "iconv",
    "Sources/Engine/Pipeline/Streams/LineReader.swift": "memchr: the hot loop of all stages",
    "Sources/Engine/Pipeline/Streams/RowReader.swift": "memchr: the hot loop of all stages",
    "Sources/Engine/Pipeline/Streams/RowWriter.swift": "memcpy: the hot loop of all stages",
    "Sources/Engine/Pipeline/Outbox/PublicationTree.swift": "memcmp: whole files are compared",
  ]

  @Test func `is declared in Package.swift`() {
    expectNone(
      repository.swift.flatMap { source in
        guard let target = target(of: source) else { return [Violation]() }
        return source.imports.filter { isOurs($0.module) }
          .filter { !target.dependencies.contains($0.module) && $0.module != target.name }
          .map {
            source.file.violation(
              "undeclared", line: $0.line, "\(target.name) does not declare \($0.module)")
          }
      })
  }

  @Test func `uses each declared dependency`() {
    let imported = Dictionary(
      grouping: repository.swift.flatMap { source in
        source.imports.map { (target: target(of: source)?.name ?? "", module: $0.module) }
      }, by: \.target
    ).mapValues { Set($0.map(\.module)) }
    expectNone(
      repository.manifest.targets.flatMap { target -> [Violation] in
        guard let imports = imported[target.name] else { return [] }
        return target.dependencies.subtracting(imports).filter(isLibrary).map {
          repository.manifest.file.violation(
            "unused", line: target.line, "\(target.name) never imports \($0)")
        }
      })
  }

  /// The imports of one module of ours by another, where a rule has something against them.
  private func crossings(_ objection: (Layer, Layer) -> String?) -> [Violation] {
    let layers = Dictionary(
      repository.modules.map { ($0.name, $0.layer) }, uniquingKeysWith: { one, _ in one })
    return repository.sources.flatMap { source in
      source.imports.compactMap { module, line in
        guard let from = source.layer, let to = layers[module], module != source.module,
          let reason = objection(from, to)
        else { return nil }
        return source.file.violation("layers", line: line, "import of \(module): \(reason)")
      }
    }
  }

  /// A test that runs a program, and all tests may use what supports tests.
  private func isLibrary(_ name: String) -> Bool {
    let target = repository.manifest.targets.first { $0.name == name }
    return target?.kind != "executableTarget" && name != "TestSupport"
  }

  private func isOurs(_ module: String) -> Bool {
    repository.manifest.targets.contains { $0.name == module }
  }

  private func target(of source: SwiftFile) -> Manifest.Target? {
    repository.manifest.targets.first { source.path.hasPrefix($0.path + "/") }
  }
}
