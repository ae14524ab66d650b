package import Chats
import Files

/// Words for a model: sections, each with gaps that are filled in. Examples, as many as there are,
/// become turns of the talk before the question; a small model follows them better than orders.
///
/// ```
/// weight: 2
///
/// == system
/// You describe …
///
/// == example
/// The facts:
/// oak
///
/// == answer
/// It is made of oak.
///
/// == task
/// The facts:
/// {facts}
/// ```
package struct Prompt: Sendable, Hashable {
  /// What it is for: `listing-description`.
  package let name: String
  /// Which of several it is; empty for the first.
  package let variant: String
  /// Its share as long as little is known of how it does; 0: never.
  package let weight: Double
  /// By name, in order.
  package let sections: [Section]
  /// The first twelve digits of its content's fingerprint: other words are another version,
  /// another weight is not.
  package let version: String
  /// Whether it came with the program.
  package let isShipped: Bool

  package struct Section: Sendable, Hashable {
    package let name: String
    package let text: String
  }

  /// What is wrong with a prompt file, and where.
  package struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
    package let file: String
    /// 1-based.
    package let line: Int
    package let message: String

    package var description: String { "\(file):\(line): \(message)" }
  }

  package static let bytesMax = 64 << 10

  /// - Parameter file: its name: `listing-description.txt`, or with a variant
  ///   `listing-description.brief.txt`.
  package init(file: String, bytes: [UInt8], isShipped: Bool) throws(Fault) {
    let parts = file.split(separator: ".").map(String.init)
    guard parts.count == 2 || parts.count == 3, parts.last == "txt" else {
      throw Fault(file: file, line: 1, message: "a prompt is called NAME.txt or NAME.VARIANT.txt")
    }
    name = parts[0]
    variant = parts.count == 3 ? parts[1] : ""
    self.isShipped = isShipped
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Fault(file: file, line: 1, message: "it is not UTF-8")
    }
    version = Self.version(of: text)
    var weight = 1.0
    var sections: [(name: String, lines: [Substring])] = []
    var open: Int?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let name = Self.sectionName(line) {
        if (name == "answer") != (open != nil) {
          throw Self.unpaired(file, open ?? index + 1)
        }
        open = name == "example" ? index + 1 : nil
        sections.append((name, []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(line)
      } else if line.hasPrefix("weight:") {
        let number = Double(line.dropFirst("weight:".count).filter { $0 != " " })
        guard let number, number >= 0, number < 1e6 else {
          throw Fault(file: file, line: index + 1, message: "a weight is a number from 0 on")
        }
        weight = number
      } else if !line.isEmpty, line.first != "#" {
        throw Fault(
          file: file, line: index + 1,
          message: "text stands below a line such as “== system”, not above the first")
      }
    }
    if let open { throw Self.unpaired(file, open) }
    self.weight = weight
    self.sections = sections.map { name, lines in
      let text = lines.joined(separator: "\n")
      let inner = text.drop { $0.isNewline }
      return Section(
        name: name, text: String(inner.reversed().drop { $0.isWhitespace }.reversed()))
    }
  }

  /// Every weight counts as 1: words whose share is changed keep what is known of them, and the
  /// answers that they brought.
  private static func version(of text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.firstIndex { sectionName($0) != nil } ?? lines.endIndex
    for index in lines[..<end].indices where lines[index].hasPrefix("weight:") {
      lines[index] = "weight: 1"
    }
    let words = lines.joined(separator: "\n")
    return String(Fingerprint(of: words.utf8).description.prefix(12))
  }

  /// The name of the section that begins with this line; nil where none does.
  static func sectionName(_ line: Substring) -> String? {
    line.hasPrefix("== ") ? line.dropFirst(3).filter { $0 != "=" && $0 != " " } : nil
  }

  private static func unpaired(_ file: String, _ line: Int) -> Fault {
    Fault(
      file: file, line: line,
      message: "below “== example” comes its “== answer”, and no answer stands without one")
  }

  /// Questions with the answers that were wanted, to stand before the question itself.
  package var examples: [ChatMessage] {
    sections.compactMap { section in
      switch section.name {
      case "example": .user(section.text)
      case "answer": .assistant(section.text)
      default: nil
      }
    }
  }

  /// What a model would be told and asked, by the names of the sections, with their gaps filled.
  package func filled(_ values: [String: String]) -> [Section] {
    sections.map { section in
      let isTalk = Self.talk.contains(section.name)
      return Section(
        name: section.name, text: isTalk ? section.text : text(section.name, values))
    }
  }

  /// All that a section may be called.
  static let sectionNames = ["system", "example", "answer", "task", "repair"]

  /// Whether there is something to ask.
  var asks: Bool { !text("task").isEmpty }

  /// Sections that stand as they are, whatever a gap looks like.
  static let talk: Set = ["example", "answer"]

  /// `listing-description`, or with a variant `listing-description.brief`.
  package var title: String { variant.isEmpty ? name : "\(name).\(variant)" }

  /// A section with its gaps filled; empty when there is none of that name.
  ///
  /// - Parameter values: by the gap's name. What is filled in is not looked through for gaps.
  package func text(_ section: String, _ values: [String: String] = [:]) -> String {
    guard let section = sections.first(where: { $0.name == section }) else { return "" }
    var result = ""
    var rest = section.text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let name = rest[rest.index(after: open)...].prefix { $0.isLetter }
      let end = name.endIndex
      if end < rest.endIndex, rest[end] == "}", let value = values[String(name)] {
        result += value
        rest = rest[rest.index(after: end)...]
      } else {
        result += "{"
        rest = rest[rest.index(after: open)...]
      }
    }
    return result + rest
  }
}
