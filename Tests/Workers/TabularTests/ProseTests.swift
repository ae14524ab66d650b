import Tables
import Testing

@testable import Tabular

@Suite struct `A file without columns` {
  private func isText(_ text: String, _ name: String) throws -> Bool {
    var reader = try TableReader(MemorySource(text))
    var prose = Prose(reader.format, name: name)
    while try reader.next() {
      let cells = (0..<reader.count).map { reader.cell($0).string }
      prose.add(Array(cells.joined(separator: "\u{1f}").utf8))
    }
    return prose.isText
  }

  @Test(arguments: [
    ("hello world", "letter.docx"), ("hello world", "letter.csv"), ("Dear Sir,\n", "letter.txt"),
    (
      "Dear Sir,\n\nI write about the house in Mill Lane. It was sold.\n\nYours,\nAda\n",
      "letter.txt"
    ),
    (
      "Dear Sir,\nI write to you about the house.\nIt is nice, warm and dry.\nYours sincerely,\n"
        + "Ada Obi\n", "letter"
    ),
    ("Meeting notes\nWe met on Tuesday.\nWe agreed on the roof.\n", "notes.md"),
  ])
  func `is a text where it reads like one`(_ text: String, _ name: String) throws {
    #expect(try isText(text, name))
  }

  @Test(arguments: [
    ("name\nada\nbob\n", "names.txt"), ("phone\n+318855443322\n", "phones"), ("foo\n", "foo.csv"),
    ("comment\nIt was a very nice flat.\nNot so good for us.\n", "comments.csv"),
    ("a,b,c\n", "head.txt"), ("first name,last name\n", "head.csv"), ("12:0\n", "time.csv"),
    ("{'a': 1, 'b': 2},\n", "struct.csv"), ("[{\"note\": \"We met on a Tuesday.\"}]", "notes.json"),
    ("place,note\nYork,We met on a Tuesday.\nHull,We agreed on the roof.\n", "notes.txt"),
  ])
  func `or with some is a table all the same`(_ text: String, _ name: String) throws {
    #expect(try !isText(text, name))
  }
}
