extension RuleReader {
  private static let matchKeys = ["path", "name", "type", "size", "columns", "starts", "bundle"]

  /// Reads the conditions of a rule.
  mutating func conditions(_ node: YAMLNode) -> Match {
    guard let fields = fields(node, of: "“match”", keys: Self.matchKeys) else { return Match() }
    let match = Match(
      path: globs(fields, "path") { reader, text, mark in reader.checkPath(text, mark) },
      name: globs(fields, "name") { reader, text, mark in reader.checkName(text, mark) },
      type: types(fields), size: size(fields), columns: columns(fields), starts: starts(fields),
      bundle: flag(fields, "bundle") ?? false)
    if match.bundle, match.fitsEveryPlace {
      faults.error(
        "a rule for bundles needs a path or a name", at: fields.mark,
        hint: "else every folder is taken as one item; write path: \"listings/*/*.bundle\"")
    }
    return match
  }

  private mutating func globs(
    _ fields: Fields, _ key: String, check: (inout RuleReader, String, YAMLNode.Mark) -> Void
  ) -> [Glob] {
    texts(fields, key).compactMap { text, node in
      do throws(GlobFault) {
        let glob = try Glob(text)
        check(&self, text, node.mark)
        return glob
      } catch {
        faults.error(error.message, at: node.mark(atOffset: error.offset), hint: error.hint)
        return nil
      }
    }
  }

  private mutating func checkPath(_ text: String, _ mark: YAMLNode.Mark) {
    if text.hasPrefix("/") || text.hasSuffix("/") {
      let trimmed = text.split(separator: "/").joined(separator: "/")
      faults.error(
        "a path neither starts nor ends with “/”", at: mark,
        hint: "for everything in a folder write \(trimmed)/**")
    } else if text.split(separator: "/", omittingEmptySubsequences: false).contains(where: {
      ["", ".", ".."].contains($0)
    }) {
      let names = text.split(separator: "/").filter { ![".", ".."].contains($0) }
      faults.error(
        "no path has a “.”, a “..” or nothing between two “/”", at: mark,
        hint: "write \(names.joined(separator: "/"))")
    } else if text.lowercased().hasPrefix("inbox/") {
      faults.warning(
        "a path starts below the inbox", at: mark, hint: "write \(text.dropFirst("inbox/".count))")
    }
  }

  private mutating func checkName(_ text: String, _ mark: YAMLNode.Mark) {
    if text.contains("/") {
      faults.error(
        "a name has no folders in it", at: mark, hint: "for folders write path: \(text)")
    }
  }

  private mutating func types(_ fields: Fields) -> [Glob] {
    let globs = globs(fields, "type") { reader, text, mark in
      if !text.contains("/") {
        reader.faults.error(
          "“\(text)” is not a type", at: mark,
          hint: "a type has two parts, such as text/csv, image/* or application/pdf")
      }
    }
    guard !globs.isEmpty, contentTypes == nil, let node = fields["type"] else { return globs }
    do {
      contentTypes = try ContentTypes()
    } catch {
      faults.error(
        "types by content cannot be told: \(error.message)", at: node.mark,
        hint: "install the package libmagic-mgc, or take the line out")
    }
    return globs
  }

  private mutating func size(_ fields: Fields) -> ClosedRange<Int> {
    let inner = group(fields, "size", keys: ["min", "max"])
    let least = bytes(inner, "min") ?? 0
    let most = bytes(inner, "max") ?? Int.max
    if least > most {
      faults.error("the least size is more than the most", at: inner.mark)
      return 0...Int.max
    }
    return least...most
  }

  /// Under `all`, an entry that is a list itself holds names of which one is enough.
  private mutating func columns(_ fields: Fields) -> [ColumnGroup] {
    let inner = group(fields, "columns", keys: ["all", "any"])
    if let node = fields["columns"], inner.nodes.isEmpty, case .mapping = node.content {
      faults.error(
        "“columns” names none", at: node.mark, hint: "add “all” or “any”, or take the line out")
    }
    var groups = names(inner, "all").map { node in
      guard case .list(let nodes) = node.content else { return [node] }
      if nodes.isEmpty { faults.error("a list in “all” is empty", at: node.mark) }
      return nodes
    }
    if inner["any"] != nil { groups.append(names(inner, "any")) }
    return groups.compactMap { columnGroup($0) }
  }

  /// A list of which something is to be there: an empty one would hold for every file.
  private mutating func names(_ fields: Fields, _ key: String) -> [YAMLNode] {
    if let node = fields[key], case .list(let nodes) = node.content, nodes.isEmpty {
      faults.error("“\(key)” is an empty list", at: node.mark)
    }
    return list(fields, key)
  }

  private mutating func columnGroup(_ nodes: [YAMLNode]) -> ColumnGroup? {
    var group = ColumnGroup()
    for node in nodes {
      guard let name = text(node, "a column") else { continue }
      do throws(GlobFault) {
        try group.add(name)
      } catch {
        faults.error("“\(name)” is not the name of a column", at: node.mark)
      }
    }
    return group.names.isEmpty ? nil : group
  }

  private mutating func starts(_ fields: Fields) -> [Opening] {
    texts(fields, "starts").compactMap { text, node in
      if let opening = Opening(text) { return opening }
      faults.error(
        "“\(text)” is not what a file can start with", at: node.mark,
        hint: "write the text, such as \"%PDF\", or its bytes in hexadecimal, such as hex:ffd8")
      return nil
    }
  }
}
