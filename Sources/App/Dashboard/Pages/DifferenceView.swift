import Pages
import Rules

/// What one text has and another has not, line by line, with a little of what is around it.
struct DifferenceView: HTML {
  private static let aroundMax = 2
  /// Texts of more lines than that are not compared: it takes the square of what differs.
  private static let linesMax = 3_000

  private let lines: [String]
  private let words: Words

  init(from old: String, to new: String, _ words: Words) {
    self.words = words
    let (old, new) = (Self.lines(old), Self.lines(new))
    lines = max(old.count, new.count) > Self.linesMax ? [] : LineDifference.lines(old, new)
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func write(_ writer: inout HTMLWriter) {
    let changed = lines.indices.filter { !lines[$0].hasPrefix(" ") }
    if changed.isEmpty {
      p(.class("muted")) { words("Nothing differs that could be shown.") }.write(&writer)
      return
    }
    var shown: Set<Int> = []
    for index in changed {
      shown.formUnion(max(0, index - Self.aroundMax)...min(lines.count - 1, index + Self.aroundMax))
    }
    let kept = shown.sorted()
    pre(.class("code difference"), .tabindex(0)) {
      ForEach(kept.indices) { place in
        let isGap = place > 0 && kept[place] != kept[place - 1] + 1
        if isGap { "⋮\n" }
        line(lines[kept[place]])
      }
    }.write(&writer)
  }

  @HTMLBuilder private func line(_ text: String) -> some HTML {
    switch text.first {
    case "+": ins { "\(text)\n" }
    case "-": del { "\(text)\n" }
    default: "\(text)\n"
    }
  }
}
