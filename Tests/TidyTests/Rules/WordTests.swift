import Testing

/// One word for one idea, and each where it belongs.
@Suite struct `The words` {
  private let repository = Repository.shared

  /// Platform, Content, Engine, and of App all but the executable serve any domain alike.
  @Test func `of a domain stay in its worker`() {
    let core = repository.sources.filter {
      $0.layer != .workers && !$0.path.hasPrefix("Sources/App/dropmill/")
    }
    let workers = repository.modules.filter { $0.layer == .workers }.map { $0.name.lowercased() }
    expectNone(
      core.flatMap { source in
        (DomainWords.all + workers).flatMap { word in
          source.codeAndStrings.humps(word)
            .filter { _ in DomainWords.allowed[source.file.name]?[word] == nil }
            .map {
              source.file.violation(
                "domain-word", at: $0, "“\(word)” belongs to a worker, and the core serves them all"
              )
            }
        }
      })
  }

  @Test func `that could mean anything name nothing`() {
    let vague = ["Utils", "Util", "Utilities", "Common", "Helpers", "Helper", "Manager", "Misc"]
    let types = repository.swift.flatMap { source in
      source.declarations.filter { $0.kind == .type }.flatMap { type in
        vague.filter { type.name.hasSuffix($0) || type.name.hasPrefix($0) }
          .map { source.file.violation("vague", line: type.line, "“\($0)” in \(type.name)") }
      }
    }
    let files = repository.texts.flatMap { file in
      vague.filter { word in
        file.path.split(separator: "/").contains { $0 == word || $0.hasSuffix("\(word).swift") }
      }
      .map { file.violation("vague", line: 1, "“\($0)” in the path") }
    }
    expectNone(types + files)
  }

  @Test func `of unfinished work are not left behind`() {
    expectNone(
      texts.flatMap { file in
        ["FIXME", "TODO", "XXX", "HACK"].flatMap { word in
          file.bytes.words(word).map {
            file.violation("unfinished", at: $0, "“\(word)”: finish it, or take it out")
          }
        }
      })
  }

  @Test func `of one machine are not written down`() {
    expectNone(
      texts.flatMap { file in
        ["/work/", "/root/", "/farm/", "/home/", "../shared"].flatMap { place in
          file.bytes.offsets(of: place).filter { isStart($0, in: file.bytes) }.map {
            file.violation("machine-path", at: $0, "“\(place)” is there on one machine only")
          }
        }
      })
  }

  /// These tests name what they look for.
  private var texts: [TextFile] {
    repository.texts.filter { !$0.path.hasPrefix("Tests/TidyTests/") }
  }

  /// Whether a path begins here, and not in the middle of a longer one.
  private func isStart(_ offset: Int, in bytes: [UInt8]) -> Bool {
    guard offset > 0 else { return true }
    let before = bytes[offset - 1]
    return !before.isNamePart && !"-./}".utf8.contains(before)
  }
}

/// The words of the workers' domains, in the singular.
private enum DomainWords {
  static let all = [
    "property", "realty", "estate", "bedroom", "bathroom", "tenant", "landlord",
    "rent", "mortgage", "neighbourhood", "vibe", "outreach", "campaign", "prospect", "incident",
    "runbook", "gym", "membership", "subscriber", "invoice", "workout",
  ]

  /// Words that mean something else in a file, and what.
  static let allowed = [
    "PageHead.swift": ["property": "the attribute of the Open Graph protocol"],
    "Attribute+Names.swift": ["property": "the attribute of the Open Graph protocol"],
    "PercentEncoded.swift": ["property": "a property wrapper"],
    "AlwaysWritten.swift": ["property": "a property wrapper"],
    "ScanWork.swift": ["listings": "of directories"],
    "Stylesheet.swift": ["tabular": "figures of equal width"],
    "DefaultRules.swift": [
      "listings": "the rules that come with the program", "tabular": "the same",
      "operations": "the same",
    ],
    "InboxTarget.swift": ["listings": "an example in the help"],
    "RulesCommand.swift": ["listings": "an example in the help"],
    "SubmitCommand.swift": ["listings": "an example in the help"],
    "RuleReader+Match.swift": ["listings": "an example in a message"],
  ]
}

extension [UInt8] {
  /// Where a lower-case word stands as a part of a name: `bedroom`, `bedroomCount`, `minBedrooms`.
  fileprivate func humps(_ word: String) -> [Int] {
    let capitalised = word.prefix(1).uppercased() + word.dropFirst()
    return offsets(of: word).filter { isEnd($0 + word.utf8.count) && !isLetter($0 - 1) }
      + offsets(of: capitalised).filter {
        isEnd($0 + word.utf8.count) && !($0 > 0 && self[$0 - 1].isUpperCase)
      }
  }

  /// Whether the word is over here, or only a plural follows.
  private func isEnd(_ offset: Int) -> Bool {
    let isPlural = offset < count && self[offset] == UInt8(ascii: "s")
    let next = isPlural ? offset + 1 : offset
    return !(next < count && self[next].isLowerCase)
  }

  private func isLetter(_ offset: Int) -> Bool { offset >= 0 && self[offset].isLetter }
}
