package import Files

/// Names that are not deliveries: what programs write while they work, and what desktops leave.
///
/// A name is judged by itself. When the program is done it renames its file, and the new name is
/// judged anew.
package enum IgnoredNames {
  package enum Reason: String, Sendable {
    /// A dot file; rsync writes to `.name.XXXXXX`, LibreOffice locks with `.~lock.name#`.
    case hidden
    /// A file of which more will come: browsers, WinSCP, editors.
    case unfinished
    /// What Windows, macOS and office programs leave in every directory.
    case clutter
  }

  package static func contains(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    reason(for: name) != nil
  }

  /// Why a name is ignored; nil when it is not. ASCII letters match in either case.
  package static func reason(for name: some BidirectionalCollection<UInt8>) -> Reason? {
    guard let first = name.first, let last = name.last else { return .hidden }
    if first == UInt8(ascii: ".") { return .hidden }
    if last == UInt8(ascii: "~") { return .unfinished }
    if first == UInt8(ascii: "#"), last == first, name.count > 1 { return .unfinished }
    if first == UInt8(ascii: "~"), name.dropFirst().first == UInt8(ascii: "$") { return .clutter }
    if clutter.contains(where: { name.count == $0.count && ends(name, with: $0) }) {
      return .clutter
    }
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let suffix = name[dot...]
    let isUnfinished = unfinished.contains {
      suffix.count == $0.count && ends(suffix, with: $0)
    }
    return isUnfinished ? .unfinished : nil
  }

  /// Why the first of the names on the way to a file is ignored that is; nil when none is.
  package static func reason(onTheWayTo relative: Path) -> Reason? {
    relative.components.lazy.compactMap { reason(for: $0) }.first
  }

  /// Why one of the names on the way to a file keeps it from being taken, in words; nil when none
  /// does.
  ///
  /// - Parameter relative: below the inbox.
  package static func explanation(of relative: Path) -> String? {
    for name in relative.components {
      let shown = Path.escaped(name)
      switch reason(for: name) {
      case nil: continue
      case .hidden: return "a name with a dot before it, as “\(shown)”, is hidden and never taken"
      case .unfinished:
        return "a name as “\(shown)” is that of a file that is not finished: rename it when it is"
      case .clutter: return "“\(shown)” is what desktops and office programs leave: never taken"
      }
    }
    return nil
  }

  // Lower case.
  private static let unfinished: [[UInt8]] = [
    ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload",
    ".swp", ".swx", ".swo",
  ].map { Array($0.utf8) }

  private static let clutter: [[UInt8]] = [
    "thumbs.db", "ehthumbs.db", "desktop.ini", "@eadir", "#recycle", "$recycle.bin", "lost+found",
    "system volume information",
  ].map { Array($0.utf8) }

  private static func ends(
    _ name: some BidirectionalCollection<UInt8>, with lowerCased: [UInt8]
  ) -> Bool {
    zip(name.reversed(), lowerCased.reversed()).allSatisfy { byte, wanted in
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      return (isUpper ? byte | 0x20 : byte) == wanted
    }
  }
}
