import Files
import TestSupport
import Testing

@Suite struct `A path` {
  @Test(arguments: [
    ("a//b///c/", "a/b/c"), ("/", "/"), ("//", "/"), ("/a/", "/a"), ("", ""), ("a\0b", "ab"),
    ("./a/../b", "./a/../b"),
  ])
  func `has no empty component, no NUL and no slash at its end`(_ text: String, _ clean: String) {
    #expect(Path(text).bytes == Array(clean.utf8))
  }

  @Test func `keeps bytes that are no UTF-8`() {
    let name: [UInt8] = [0x63, 0xff, 0xfe, 0x80, 0x63]
    let path = Path("/tmp").appending(name)
    #expect(path.name == name)
    #expect(path.parent == "/tmp")
    #expect(path.components == [Array("tmp".utf8), name])
  }

  @Test(arguments: [
    ("a", "b", "a/b"), ("/", "b", "/b"), ("", "b", "b"), ("a", "", "a"), ("a/b", "c/d", "a/b/c/d"),
  ])
  func `grows by a name or a path`(_ base: String, _ name: String, _ expected: String) {
    #expect(Path(base) / name == Path(expected))
    #expect(Path(base) / Path(name) == Path(expected))
  }

  @Test(
    arguments: [
      ("/a/b/c", "/a/b", "c"), ("/a/b", "/a/b", ""), ("/a/bc", "/a/b", nil), ("/a", "/a/b", nil),
      ("/a", "/", "a"), ("a/b", "", "a/b"), ("b/a", "a", nil),
    ] as [(String, String, String?)])
  func `is told relative to another`(_ path: String, _ base: String, _ expected: String?) {
    #expect(Path(path).relative(to: Path(base)) == expected.map { Path($0) })
  }

  @Test(arguments: [
    ("a/b", "a", "b"), ("a", "", "a"), ("/a", "/", "a"), ("/", "/", ""), ("", "", ""),
  ])
  func `has a parent and a name`(_ path: String, _ parent: String, _ name: String) {
    #expect(Path(path).parent == Path(parent))
    #expect(Path(path).name == Array(name.utf8))
  }

  @Test(
    arguments: [
      (Array("Grüße & 東京 😀.csv".utf8), "Grüße & 東京 😀.csv"),
      (Array("a\nb\r\u{1b}[31m".utf8), "a\\x0ab\\x0d\\x1b[31m"),
      (Array("invoice\u{202e}fdp.exe".utf8), "invoice\\xe2\\x80\\xaefdp.exe"),
      (Array("zero\u{200b}width\u{2028}".utf8), "zero\\xe2\\x80\\x8bwidth\\xe2\\x80\\xa8"),
      ([0x61, 0xff, 0x62, 0xc3, 0xa9], "a\\xffb\\xc3\\xa9"),
      ([0x7f, 0xc2, 0x85], "\\x7f\\xc2\\x85"),
    ] as [([UInt8], String)])
  func `is shown so that it can neither forge a line nor steer a terminal`(
    _ name: [UInt8], _ shown: String
  ) {
    #expect(Path.escaped(name) == shown)
    #expect(Path("").appending(name).description == shown)
  }

  @Test(arguments: SeededGenerator.seeds(50))
  func `is shown without control characters whatever its bytes are`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = (0..<100).map { _ in UInt8.random(in: 1...255, using: &random) }
    let scalars = Path.escaped(bytes).unicodeScalars
    #expect(scalars.allSatisfy { $0.properties.generalCategory != .control })
  }
}
