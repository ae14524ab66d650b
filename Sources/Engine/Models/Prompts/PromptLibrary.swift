package import Files
package import Rules

/// The prompts of a workspace: those that come with the workers, and those that people wrote in
/// `rules/prompts/`. A file of the same name stands in the place of ours.
package struct PromptLibrary: Sendable {
  package static let folder = "prompts"

  /// By name, then variant.
  package let prompts: [Prompt]
  /// What is wrong with files that people wrote; ours stand in their place.
  package let faults: [Prompt.Fault]

  /// What is wrong with a file of `rules/prompts/`.
  ///
  /// - Parameter gaps: the names of those that are filled.
  package static func faults(in file: RuleFile, gaps: Set<String>) -> [RuleFault] {
    let asks: Bool
    do throws(Prompt.Fault) {
      asks = try prompt(file).asks
    } catch {
      let fault = RuleFault(
        file: file.name, line: error.line, column: 1, severity: .error, message: error.message,
        hint: nil, source: "")
      return [fault]
    }
    var section = ""
    var faults: [RuleFault] = []
    func fault(_ line: Int, _ column: Int, _ message: String, _ hint: String?, _ source: String) {
      faults.append(
        RuleFault(
          file: file.name, line: line, column: column, severity: .error, message: message,
          hint: hint, source: source))
    }
    let lines = String(decoding: file.text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if let name = Prompt.sectionName(line) {
        section = name
        if !Prompt.sectionNames.contains(name) {
          let known = Prompt.sectionNames.joined(separator: ", ")
          fault(index + 1, 4, "no section is called “\(name)”", "one of: \(known)", String(line))
        }
      }
      if section.isEmpty || Prompt.talk.contains(section) { continue }
      for match in line.matches(of: /{([A-Za-z]+)}/) where !gaps.contains(String(match.1)) {
        let column = line.unicodeScalars.distance(from: line.startIndex, to: match.range.lowerBound)
        let known = gaps.sorted().map { "{\($0)}" }.joined(separator: ", ")
        fault(
          index + 1, column + 1, "nothing is put into {\(match.1)}",
          known.isEmpty ? nil : "there are values for \(known)", String(line))
      }
    }
    if faults.isEmpty, !asks { fault(1, 1, nothingAsked, nil, "") }
    return faults
  }

  private static let nothingAsked = "nothing is asked: it needs a section “== task” with words"

  /// What a model would be told and asked if a file of `rules/prompts/` had this text.
  ///
  /// - Returns: sections by name; none when the file cannot be used.
  package static func preview(
    _ file: RuleFile, _ values: [String: String]
  ) -> [(name: String, text: String)] {
    // What is wrong with it is told by its faults.
    (try? prompt(file))?.filled(values).map { ($0.name, $0.text) } ?? []
  }

  private static func prompt(_ file: RuleFile) throws(Prompt.Fault) -> Prompt {
    let name = file.name.split(separator: "/").last.map(String.init) ?? file.name
    if file.text.count > Prompt.bytesMax {
      throw Prompt.Fault(
        file: name, line: 1, message: "a prompt has \(Prompt.bytesMax >> 10) KiB at most")
    }
    return try Prompt(file: name, bytes: file.text, isShipped: false)
  }

  /// - Parameters:
  ///   - rules: the workspace's folder of rules.
  ///   - shipped: the files of the workers.
  package init(in rules: Path, shipped: [RuleFile]) throws(FileError) {
    var faults: [Prompt.Fault] = []
    var files: [String: (bytes: [UInt8], isShipped: Bool)] = [:]
    for file in shipped { files[file.name] = (file.text, true) }
    let folder = rules / Self.folder
    if try FileStatus.ifPresent(folder) != nil {
      for entry in try Directory.entries(of: folder) {
        let name = Path.escaped(entry.name)
        if !name.hasSuffix(".txt") || name.hasPrefix(".") { continue }
        do throws(FileError) {
          let bytes = try FileReader.contents(
            of: folder.appending(entry.name), limit: Prompt.bytesMax)
          files[name] = (bytes, false)
        } catch {
          faults.append(Prompt.Fault(file: name, line: 1, message: "it cannot be read: \(error)"))
        }
      }
    }
    var prompts: [Prompt] = []
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      do throws(Prompt.Fault) {
        let prompt = try Prompt(file: name, bytes: file.bytes, isShipped: file.isShipped)
        // It would be paid for nothing.
        if !prompt.asks { throw Prompt.Fault(file: name, line: 1, message: Self.nothingAsked) }
        prompts.append(prompt)
      } catch {
        faults.append(error)
        if let own = shipped.first(where: { $0.name == name }) {
          prompts += Self.sound(own)
        }
      }
    }
    self.prompts = prompts
    self.faults = faults
  }

  private static func sound(_ file: RuleFile) -> [Prompt] {
    do throws(Prompt.Fault) {
      return [try Prompt(file: file.name, bytes: file.text, isShipped: true)]
    } catch {
      preconditionFailure("a prompt of ours is broken: \(error)")
    }
  }

  /// The variants of a prompt; of a name such as `listing-description.brief` that one alone.
  package func variants(of name: String) -> [Prompt] {
    prompts.filter { $0.name == name || $0.title == name }
  }
}
