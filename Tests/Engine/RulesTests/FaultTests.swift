import Testing

@testable import Rules

@Suite struct `A fault in a rule file` {
  @Test func `shows the place, the line with a caret, and what to do`() {
    let (set, faults) = load(
      """
      rules:
        - name: tables
          worker: listing
      """, file: "listings.yaml")
    #expect(set == nil)
    #expect(
      faults.map(\.description) == [
        """
        rules/listings.yaml:3:13: error: no worker named “listing”
                worker: listing
                        ^
        hint: did you mean “listings”?
        """
      ])
  }

  @Test func `hides none of the others`() {
    let first = """
      rules:
        - name: a
          wroker: tabular
          worker: tabular
          priority: 1000
          match:
            name: *.csv
            size: {max: 10 X}
        - worker: studio
          name: a
          seen: maybe
          complete: {settle: 10}
      """
    let second = "rules:\n  - name: a\n"
    let files = [("b.yaml", second), ("a.yaml", first)].map {
      RuleFile(name: $0.0, text: Array($0.1.utf8))
    }
    let (set, faults) = RuleSet.load(files, workers: testWorkers)
    #expect(set == nil)
    #expect(
      faults.map { "\($0.file):\($0.line):\($0.column) \($0.message)" } == [
        "a.yaml:3:5 a rule has no setting “wroker”",
        "a.yaml:5:15 “priority” wants a whole number from -100 to 100, not “1000”",
        "a.yaml:7:13 “*.csv” goes in quotes",
        "a.yaml:8:19 “10 X” is not a size",
        "a.yaml:9:13 the worker “studio” has several routes",
        "a.yaml:10:11 another rule is named “a”",
        "a.yaml:11:11 “seen” wants skip or again, not “maybe”",
        "a.yaml:12:24 “10” is not a duration",
        "b.yaml:2:5 the rule has no worker",
        "b.yaml:2:11 another rule is named “a”",
      ])
  }

  // The setting, from column 5 of line 3: the column of the fault, its message and its hint.
  @Test(
    arguments: [
      (
        "worker: zzz", 13, "no worker named “zzz”",
        "the workers are: listings, studio, tabular, workshop"
      ),
      ("worker: \"\"", 13, "the worker of the rule is empty", nil),
      ("worker: [tabular]", 13, "“worker” wants text, not a list", Self.quotes),
      (
        "worker: studio", 13, "the worker “studio” has several routes",
        "add one of: route: letters, route: posts"
      ),
      (
        "{worker: studio, route: post}", 38, "the worker “studio” has no route named “post”",
        "did you mean “posts”?"
      ),
      (
        "{worker: workshop, follow: true}", 41,
        "the worker “workshop” reads whole files, and cannot follow one that grows",
        "take out “follow”, or choose worker “listings” with route “tables” or worker “studio” "
          + "with route “letters” or worker “studio” with route “posts” or worker “tabular” with "
          + "route “tables”"
      ),
      ("business: a/b", 15, "“a/b” cannot be the name of a business", Self.business),
      ("business: ..", 15, "“..” cannot be the name of a business", Self.business),
      ("business: $x", 15, "“$x” cannot be the name of a business", Self.business),
      ("concurrency: 0", 18, "“concurrency” wants a whole number from 1 to 64, not “0”", nil),
      ("concurrency: 1.5", 18, "“concurrency” wants a whole number from 1 to 64, not “1.5”", nil),
      (
        "retry: {attempts: many}", 23, "“attempts” wants a whole number from 1 to 100, not “many”",
        nil
      ),
      ("retry: {backoff: 8d}", 22, "“backoff” is longer than 7 days", nil),
      (
        "retry: 3", 12, "“retry” is made of settings, not “3”",
        "write one setting to a line, such as “attempts: …”"
      ),
      (
        "complete: {settle: soon}", 24, "“soon” is not a duration",
        "write a number and a unit, such as 10s, 5m, 2h or 1d"
      ),
      ("complete: {settle: 10}", 24, "“10” is not a duration", "add the unit: 10s, 10m or 10h"),
      (
        "complete: {marker: a/b}", 24,
        "a marker is the end of a file's name with its dot, not “a/b”", "write .done"
      ),
      (
        "complete: {marker: _READY}", 24,
        "a marker is the end of a file's name with its dot, not “_READY”", "write .done"
      ),
      (
        "options: EUR", 14, "“options” is made of settings, not “EUR”",
        "write one to a line, such as “currency: EUR”"
      ),
      ("options: {a: 1, a: 2}", 21, "“a” is given twice", "take one of them out"),
      (
        "options: {a: {b: 1}}", 19,
        "the option “a” wants text, a number, true, false, or a list of these, "
          + "not a group of settings", nil
      ),
      (
        "match: \"*.csv\"", 12, "“match” is made of settings, not “*.csv”",
        "write one setting to a line, such as “path: …”"
      ),
      ("match: {nmae: x}", 13, "“match” has no setting “nmae”", "did you mean “name”?"),
      (
        "match: {colour: x}", 13, "“match” has no setting “colour”",
        "the settings are: path, name, type, size, columns, starts, bundle"
      ),
      (
        "match: {name: \"a[\"}", 20, "“[” is not closed",
        "write [abc], or [[] to mean the character itself"
      ),
      ("match: {name: {a,b}}", 20, "“name” wants text, not a group of settings", Self.quotes),
      ("match: {name: []}", 19, "“name” is an empty list", nil),
      ("match: {name: a/b}", 19, "a name has no folders in it", "for folders write path: a/b"),
      (
        "match: {path: /a/b}", 19, "a path neither starts nor ends with “/”",
        "for everything in a folder write a/b/**"
      ),
      (
        "match: {path: ./a/b}", 19, "no path has a “.”, a “..” or nothing between two “/”",
        "write a/b"
      ),
      (
        "match: {path: \"a//b/../**\"}", 19,
        "no path has a “.”, a “..” or nothing between two “/”", "write a/b/**"
      ),
      (
        "match: {columns: {}}", 22, "“columns” names none",
        "add “all” or “any”, or take the line out"
      ),
      ("match: {columns: {any: []}}", 28, "“any” is an empty list", nil),
      ("match: {columns: {all: []}}", 28, "“all” is an empty list", nil),
      ("match: {columns: {all: [a, []]}}", 32, "a list in “all” is empty", nil),
      (
        "match: {type: csv}", 19, "“csv” is not a type",
        "a type has two parts, such as text/csv, image/* or application/pdf"
      ),
      ("match: {size: {min: 2KB, max: 1KB}}", 20, "the least size is more than the most", nil),
      (
        "match: {size: {max: big}}", 25, "“big” is not a size",
        "write a number and a unit, such as 500 KB, 10MB or 1.5 GB"
      ),
      (
        "match: {columns: {all: price}}", 28, "“all” wants a list, not “price”",
        "start each entry with “- ”, or write them in brackets: [one, two]"
      ),
      ("match: {columns: {any: [\"--\"]}}", 29, "“--” is not the name of a column", nil),
      (
        "match: {starts: hex:ffd}", 21, "“hex:ffd” is not what a file can start with",
        "write the text, such as \"%PDF\", or its bytes in hexadecimal, such as hex:ffd8"
      ),
      (
        "match: {name: x, bundle: yes}", 30, "“bundle” wants true or false, not “yes”",
        "write bundle: true"
      ),
      (
        "match: {name: x, bundle: \"true\"}", 30,
        "“bundle” wants true or false, and what stands in quotes is text",
        "take the quotes away: bundle: true"
      ),
      (
        "concurrency: \"4\"", 18, "“concurrency” wants a number, and what stands in quotes is text",
        "take the quotes away: concurrency: 4"
      ),
      (
        "priority: \"1000\"", 15, "“priority” wants a whole number from -100 to 100, not “1000”",
        nil
      ),
      ("match: {name: x, bundle: 1}", 30, "“bundle” wants true or false, not “1”", nil),
      (
        "match: {bundle: true}", 13, "a rule for bundles needs a path or a name",
        "else every folder is taken as one item; write path: \"listings/*/*.bundle\""
      ),
      ("match: {name: &x}", 19, "text that starts with “&” goes in quotes", nil),
      ("match: {name: !x}", 19, "text that starts with “!” goes in quotes", nil),
    ] as [(String, Int, String, String?)])
  func `is told with a hint`(_ setting: String, _ column: Int, _ message: String, _ hint: String?) {
    // A whole rule in braces stands for itself; a setting is one of a rule that is right otherwise.
    let text =
      setting.hasPrefix("{")
      ? "rules:\n  - \n    {name: a, \(setting.dropFirst())"
      : "rules:\n  - name: a\n    \(setting)\n"
        + (setting.hasPrefix("worker") ? "" : "    worker: tabular\n")
    let found = load(text).1.map { Told($0) }
    #expect(
      found == [Told(line: 3, column: column, severity: .error, message: message, hint: hint)])
  }

  private static let quotes = "text that starts with { or [ goes in quotes, as in \"{a,b}.csv\""
  private static let business =
    "write a name without slashes, or $1 for the first folder, $2 for the second"

  @Test(arguments: [
    ("rules:\n\t- name: a\n", 2, "indent with spaces, not with tabs"),
    (
      "rules:\n  - name: a: b\n", 2,
      "text with any of * ? : # & ! % @ { } [ ] in it goes in quotes, as in \"*.csv\""
    ),
    (
      "rules:\n  - name: a\n   worker: b\n", 3,
      "lines that belong together start in the same column"
    ),
    ("rules: [\n", 2, "a bracket or a quote above may not be closed"),
    ("- name: a\n", 1, "write “rules:” in the first line and indent the rules below it"),
    ("rules: []\n---\nrules: []\n", 2, "take the line “---” out"),
    ("rules:\n  - a\n", 2, "write one setting to a line, such as “name: …”"),
    ("rule: []\n", 1, "did you mean “rules”?"),
    ("rules: \0\n", 1, "save it as plain text with the encoding UTF-8"),
  ])
  func `of the whole file is told with a hint`(_ text: String, _ line: Int, _ hint: String) {
    let faults = load(text).1
    #expect(faults.map(\.line) == [line])
    #expect(faults.map(\.hint) == [hint])
  }

  @Test func `of the encoding has its place`() {
    let text = Array("rules:\n# größe\n".utf8) + Array("  # gr".utf8) + [0xF6, 0xDF, 0x0A]
    let faults = RuleSet.load([RuleFile(name: "a", text: text)], workers: [:]).1
    #expect(faults.map(\.line) == [3])
    #expect(faults.map(\.column) == [7])
    #expect(faults.map(\.message) == ["the file is not text in UTF-8"])
  }

  @Test func `is told of a file that is too large, and of brackets without end`() {
    let large = [UInt8](repeating: 0x20, count: RuleFile.bytesMax + 1)
    #expect(RuleSet.load([RuleFile(name: "a", text: large)], workers: [:]).0 == nil)
    #expect(load(String(repeating: "[", count: 100_000)).0 == nil)
  }

  @Test(arguments: [
    (
      "options: {snapshot: yes}", 4, "“yes” is read as text",
      "write snapshot: true; or put the word in quotes if it is meant"
    ),
    ("match: {path: inbox/x}", 4, "a path starts below the inbox", "write x"),
  ])
  func `may be a warning`(_ setting: String, _ line: Int, _ message: String, _ hint: String) {
    let (set, faults) = load("rules:\n  - name: a\n    worker: tabular\n    \(setting)\n")
    #expect(set != nil)
    #expect(faults.map(\.severity) == [.warning])
    #expect(faults.map(\.line) == [line])
    #expect(faults.map(\.message) == [message])
    #expect(faults.map(\.hint) == [hint])
  }

  @Test func `warns of a rule that no file reaches`() {
    let (set, faults) = load(
      "rules:\n" + rule("all", matching: "name: \"*\"") + rule("late", matching: "name: \"*.csv\"")
        + rule("folders", matching: "path: \"*/*.bundle\"", "bundle: true"))
    #expect(set != nil)
    #expect(
      faults.map(\.description) == [
        """
        rules/rules.yaml:6:11: warning: no file reaches the rule “late”
              - name: late
                      ^
        hint: “all” at rules/rules.yaml:2 takes every file; put that rule last
        """
      ])
  }

  @Test func `draws its caret under a tab and beyond foreign letters`() {
    let fault = load("rules:\n  - {name: größe,\twörker: tabular, worker: tabular}\n").1[0]
    let lines = fault.description.split(separator: "\n")
    #expect(lines[2] == "    " + String(repeating: " ", count: 17) + "\t^")
  }
}

/// What a test asks of a fault.
private struct Told: Equatable {
  let line: Int
  let column: Int
  let severity: RuleFault.Severity
  let message: String
  let hint: String?
}

extension Told {
  init(_ fault: RuleFault) {
    self.init(
      line: fault.line, column: fault.column, severity: fault.severity, message: fault.message,
      hint: fault.hint)
  }
}
