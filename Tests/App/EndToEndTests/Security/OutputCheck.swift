import Foundation
import FoundationXML
import Testing

/// Whether a file that was published does what it says and nothing else, whatever stood in the
/// cells it was made of.
struct OutputCheck {
  /// Stands in each hostile cell, where a name of an element, an attribute or a function would be.
  let mark: String

  func check(_ path: String, _ bytes: [UInt8]) throws {
    switch path.split(separator: ".").last {
    case "html": html(path, bytes)
    case "xml": xml(path, bytes)
    case "json": try json(path, bytes)
    case "jsonl":
      for line in bytes.split(separator: 0x0A) { try json(path, Array(line)) }
    case "csv": table(path, bytes, delimiter: 0x2C)
    case "tsv": table(path, bytes, delimiter: 0x09)
    default: break
    }
  }

  private func html(_ path: String, _ bytes: [UInt8]) {
    let scan = HTMLScan(bytes)
    #expect(!scan.tags.isEmpty, "\(path) is no page")
    for tag in scan.tags {
      #expect(!tag.name.contains(mark), "\(path): an element <\(tag.name)>")
      for (name, value) in tag.attributes {
        #expect(!name.contains(mark), "\(path): an attribute of <\(tag.name)>: \(name)")
        #expect(!name.hasPrefix("on"), "\(path): <\(tag.name) \(name)=\(value)>")
        if ["href", "src", "action", "srcset", "content"].contains(name) {
          let scheme = value.lowercased().filter { !$0.isWhitespace }
          #expect(
            !scheme.hasPrefix("javascript:") && !scheme.hasPrefix("vbscript:")
              && !scheme.hasPrefix("data:text"), "\(path): <\(tag.name) \(name)=\(value)>")
        }
      }
    }
    for script in scan.scripts where script.contains(mark) {
      let value = try? JSONSerialization.jsonObject(with: Data(script.utf8))
      #expect(value != nil, "\(path): a script that is no data: \(script)")
    }
  }

  private func xml(_ path: String, _ bytes: [UInt8]) {
    #expect(bytes.firstRange(of: Array("<!DOCTYPE".utf8)) == nil, "\(path) has a DTD")
    let names = Names()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = names
    #expect(parser.parse(), "\(path): \(parser.parserError.map { "\($0)" } ?? "no XML")")
    #expect(!names.all.contains { $0.contains(mark) }, "\(path) has foreign elements")
  }

  private func json(_ path: String, _ bytes: [UInt8]) throws {
    let value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    #expect(JSONSerialization.isValidJSONObject([value]), "\(path)")
  }

  /// No cell that a spreadsheet would reckon with.
  private func table(_ path: String, _ bytes: [UInt8], delimiter: UInt8) {
    for row in Self.rows(bytes, delimiter) {
      for cell in row {
        let isNumber = Double(cell.filter { $0 != "," }) != nil
        #expect(
          isNumber || !cell.starts(with: /[=+\-@\t\r\n\0＝＋－＠]/), "\(path): a formula: \(cell)")
      }
    }
  }

  private static func rows(_ bytes: [UInt8], _ delimiter: UInt8) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    func end() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0x22:
        // Two quotes are one: the second begins anew what the first ended.
        if !isQuoted, index > 0, bytes[index - 1] == 0x22 { cell.append(byte) }
        isQuoted.toggle()
      case delimiter where !isQuoted: end()
      case 0x0A where !isQuoted:
        end()
        rows.append(row)
        row = []
      case 0x0D where !isQuoted: continue
      default: cell.append(byte)
      }
    }
    return rows
  }

  private final class Names: NSObject, XMLParserDelegate {
    var all: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      all.insert(name)
      all.formUnion(attributes.keys)
    }
  }
}
