import Files
import Foundation

/// The words that sources of this repository hand to `Words`: what must be there in each language.
package enum SourceWords {
  /// - Parameter path: a file or a directory, from the top of the repository.
  package static func keys(in path: String) throws -> Set<String> {
    let top = Path(#filePath).parent.parent.parent
    // A literal behind `words(`, and the two behind `words.count(` and a number; a panel's title
    // and summary.
    let one = try Regex(#"(?:words|self|words\(visit\))\(\s*"((?:[^"\\]|\\.)*)""#)
    let two = try Regex(#"words\.count\(\s*[^"]*?"([^"]*)",\s*"([^"]*)""#)
    let panel = try Regex(#"Panel\(\s*name: "[^"]*", title: "([^"]*)",\s*summary: "([^"]*)""#)
    var keys: Set<String> = []
    for file in try files(at: top / Path(path)) {
      let text = String(decoding: try FileReader.contents(of: file), as: UTF8.self)
      for match in text.matches(of: one) + text.matches(of: two) + text.matches(of: panel) {
        keys.formUnion(match.output.dropFirst().compactMap(\.substring).map(String.init))
      }
    }
    return keys
  }

  private static func files(at path: Path) throws -> [Path] {
    if try FileStatus.of(path).kind == .file { return [path] }
    return try Directory.entries(of: path).flatMap { try files(at: path.appending($0.name)) }
      .filter { $0.description.hasSuffix(".swift") }
  }
}
