import Testing

@testable import Commands

@Suite struct `A text that is shown` {
  @Test(arguments: [
    // What is shown, without colours and with them.
    ("plain\tä\n", "plain\tä\n", "plain\tä\n"),
    ("\u{1b}[31mred\u{1b}[0m", "red", "\u{1b}[31mred\u{1b}[0m"),
    ("a\u{1b}[2Jb", "a\\x1b[2Jb", "a\\x1b[2Jb"), ("\u{1b}", "\\x1b", "\\x1b"),
    ("\u{1b}]0;m\u{7}x", "\\x1b]0;m\\x07x", "\\x1b]0;m\\x07x"),
    ("\u{1b}[31;1mx", "\\x1b[31;1mx", "\\x1b[31;1mx"),
    ("a\u{9b}2Jb\rc\r\n", "a\\xc2\\x9b2Jb\\x0dc\\x0d\n", "a\\xc2\\x9b2Jb\\x0dc\\x0d\n"),
    ("", "", ""),
  ])
  func `has no codes but those of our colours`(_ text: String, _ plain: String, _ coloured: String)
  {
    #expect(ShownText.of(text, inColour: false) == plain)
    #expect(ShownText.of(text, inColour: true) == coloured)
  }

  @Test(arguments: [("a\nrecord 2", "a⏎record 2"), ("a\r\nb\u{2028}", "a⏎b⏎"), ("", "")])
  func `stays in its line`(_ text: String, _ line: String) {
    #expect(ShownText.line(text) == line)
  }
}
