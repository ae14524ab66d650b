import Testing

/// The rules are as good as what they read.
@Suite struct `Reading a Swift file` {
  /// Below each text, what it is taken for: code as it stands, strings as s, comments as c.
  @Test(arguments: [
    (
      #"a // b"#,
      #"a cccc"#
    ),
    (
      #"a /* b /* c */ d */ e"#,
      #"a ccccccccccccccccc e"#
    ),
    (
      #"f("b // c") // d"#,
      #"f(ssssssss) cccc"#
    ),
    (
      #"f("b \(c + "d") e")"#,
      #"f(sssssc + sssssss)"#
    ),
    (
      ##"f(#"b \(c) "d"#)"##,
      ##"f(sssssssssssss)"##
    ),
    (
      ##"f(#"b \#(c)"#)"##,
      ##"f(ssssssscsss)"##
    ),
    (
      #"f("b\"c") + d"#,
      #"f(ssssss) + d"#
    ),
    (
      "f(\"\"\"\n\"b\"\n\"\"\") + c",
      "f(sssssssssss) + c"
    ),
    (
      "func `never sleeps // x`() {}",
      "func sssssssssssssssssss() {}"
    ),
    (
      "#if os(Linux)",
      "#if os(Linux)"
    ),
    (
      "\"not closed\nb",
      "sssssssssss\nb"
    ),
  ])
  func `tells code from strings and comments`(_ text: String, _ kinds: String) {
    #expect(marked(text) == kinds)
  }

  @Test func `finds all that is opened closed`() {
    let pairs: [(Character, Character)] = [("{", "}"), ("(", ")"), ("[", "]")]
    for source in Repository.shared.swift {
      for (open, close) in pairs {
        let count = { (sign: Character) in
          source.code.count { Character(UnicodeScalar($0)) == sign }
        }
        #expect(count(open) == count(close), "\(open)\(close) in \(source.path)")
      }
    }
  }

  @Test func `finds functions with the lines of their bodies`() {
    let file = SwiftFile(
      TextFile(
        path: "Sources/Engine/Jobs/A.swift",
        bytes: Array(
          """
          protocol A {
            func first(_ b: (Int) -> Int)
            var c: Int { get }
          }
          func second(
            _ d: Int = { 1 }()
          ) -> Int {
            self.init()
            return 2
          }
          """.utf8)))
    let functions = file.declarations.filter { $0.kind == .function }
    #expect(functions.map(\.name) == ["first", "second"])
    #expect(functions.map(\.lineCount) == [1, 6])
    #expect(file.declarations.filter { $0.kind == .type }.map(\.lastLine) == [4])
  }

  @Test func `finds the targets and their dependencies`() throws {
    let targets = Repository.shared.manifest.targets
    let commands = try #require(targets.first { $0.name == "Commands" })
    #expect(commands.dependencies.isSuperset(of: ["Daemon", "Files", "Pipeline"]))
    let listings = try #require(targets.first { $0.name == "Listings" })
    #expect(listings.dependencies.contains("Tables"))
    #expect(!listings.dependencies.contains("Resources"))
    #expect(targets.contains { $0.name == "FilesTests" && $0.dependencies.contains("Files") })
  }

  private func marked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let marks = zip(bytes, CodeMask(bytes).kinds).map { byte, kind in
      kind == CodeMask.string
        ? UInt8(ascii: "s") : kind == CodeMask.comment ? UInt8(ascii: "c") : byte
    }
    return String(decoding: marks, as: UTF8.self)
  }
}
