import Testing

/// What lies beside the code.
@Suite struct `Beside the code` {
  private let repository = Repository.shared

  @Test func `each worker tells what it does`() {
    let workers = repository.modules.filter { $0.layer == .workers }
    expectNone(
      workers.map { "Sources/Workers/\($0.name)/README.md" }
        .filter { !repository.paths.contains($0) }
        .map { Violation(path: $0, line: 1, rule: "read-me", message: "is missing") })
  }

  @Test func `no two decisions have one number`() {
    let folder = "docs/decisions/"
    let numbers = repository.paths.filter { $0.hasPrefix(folder) && $0.hasSuffix(".md") }
      .compactMap { Int($0.dropFirst(folder.count).prefix(4)) }
    #expect(!numbers.isEmpty)
    #expect(numbers == Set(numbers).sorted())
  }

  @Test func `each link of a document leads to a file`() {
    let known = Set(repository.paths)
    let documents = repository.texts.filter { $0.name.hasSuffix(".md") }
    expectNone(
      documents.flatMap { document in
        document.links.filter { !leads($0.target, from: document, among: known) }
          .map { document.violation("dead-link", line: $0.line, "\($0.target) is not there") }
      })
  }

  @Test func `each fixture is used`() {
    expectNone(
      repository.paths.filter { $0.contains("/Fixtures/") }.compactMap { path in
        let parts = path.split(separator: "/").map(String.init)
        let target = parts.prefix { $0 != "Fixtures" }.joined(separator: "/") + "/"
        let names = parts.drop { $0 != "Fixtures" }.dropFirst().flatMap { name in
          [name, String(name.prefix { $0 != "." })]
        }
        let isNamed = repository.swift.filter { $0.path.hasPrefix(target) }.contains { source in
          names.contains { !source.codeAndStrings.offsets(of: $0).isEmpty }
        }
        return isNamed
          ? nil : Violation(path: path, line: 1, rule: "orphan", message: "no test names it")
      })
  }

  /// - Parameter target: relative to the document; a file, or a folder with a file in it.
  private func leads(_ target: String, from document: TextFile, among known: Set<String>) -> Bool {
    var parts = document.path.split(separator: "/").dropLast().map(String.init)
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    let path = parts.joined(separator: "/")
    return known.contains(path) || known.contains { $0.hasPrefix(path + "/") }
  }
}

extension TextFile {
  /// The links of a Markdown document that stay in this repository, without their anchors.
  fileprivate var links: [(target: String, line: Int)] {
    bytes.offsets(of: "](").compactMap { offset in
      let rest = bytes[(offset + 2)...].prefix { $0 != UInt8(ascii: ")") && !$0.isBlank }
      let target = String(decoding: rest.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
      return target.isEmpty || target.contains("://") || target.hasPrefix("mailto:")
        ? nil : (target, line(of: offset))
    }
  }
}
