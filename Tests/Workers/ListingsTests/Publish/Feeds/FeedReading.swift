import Foundation
import FoundationXML
import Testing

/// Reads back what channels wrote, with other people’s parsers where there are some.
enum FeedReading {
  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  /// One row of RFC 4180, by the names of its columns; empty cells are left out.
  static func row(_ text: String, of names: [String]) throws -> [String: String] {
    let rows = try table(text)
    guard rows.count == 1, rows[0].count == names.count else {
      throw Malformed(description: "\(rows.count) rows, \(rows.first?.count ?? 0) cells")
    }
    return Dictionary(uniqueKeysWithValues: zip(names, rows[0])).filter { !$0.value.isEmpty }
  }

  static func table(_ text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\"" where isQuoted && next == "\"":
        cell.append("\"")
        next = scalars.next()
      case "\"": isQuoted.toggle()
      case ",", "\t":
        if isQuoted { cell.unicodeScalars.append(scalar); continue }
        row.append(cell)
        cell = ""
      case "\r" where !isQuoted && next == "\n":
        next = scalars.next()
        rows.append(row + [cell])
        (row, cell) = ([], "")
      default: cell.unicodeScalars.append(scalar)
      }
    }
    if isQuoted || !row.isEmpty || !cell.isEmpty {
      throw Malformed(description: "the last row is not ended")
    }
    return rows
  }

  /// The texts of the elements below the root, by path; components of an address by their name.
  static func xml(_ text: String) throws -> [String: [String]] {
    let parser = XMLParser(data: Data(text.utf8))
    let collector = Collector()
    parser.delegate = collector
    guard parser.parse() else {
      throw Malformed(
        description: "\(parser.parserError.map { "\($0)" } ?? "no XML"): \(text.prefix(500))")
    }
    return collector.texts
  }

  private final class Collector: NSObject, XMLParserDelegate {
    var texts: [String: [String]] = [:]
    private var path: [String] = []
    private var text = ""
    private var isLeaf = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      path.append(attributes["name"] ?? name)
      for (name, value) in attributes { texts["\(key(path))@\(name)", default: []].append(value) }
      text = ""
      isLeaf = true
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if isLeaf { texts[key(path), default: []].append(text) }
      isLeaf = false
      path.removeLast()
    }

    private func key(_ path: [String]) -> String { path.dropFirst().joined(separator: "/") }
  }
}
