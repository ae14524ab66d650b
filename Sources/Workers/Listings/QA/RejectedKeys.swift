import Files
import Pages

/// The keys of listings whose rows were rejected although it is known whose they are: such a row is
/// in the file, so that a snapshot takes nothing off because of it.
struct RejectedKeys: ~Copyable {
  private static let name = "rejected-keys"
  /// No text of a row has it.
  private static let end: UInt8 = 0

  private var file: FileWriter

  /// - Parameter directory: is there.
  init(in directory: Path) throws { file = try FileWriter(directory / Self.name) }

  mutating func add(_ key: String) throws { try file.write(Array(key.utf8) + [Self.end]) }

  /// Call at the end.
  mutating func finish() throws { try file.flush() }

  /// For the report; nil for none.
  static func sentence(_ count: Int) -> String? {
    if count == 0 { return nil }
    return Words.english.count(
      count, "1 listing stays as it was: its row was rejected.",
      "%1 listings stay as they were: their rows were rejected.")
  }

  /// Those that an earlier stage wrote; none of a file that an earlier version took through it.
  static func all(in directory: Path) throws -> [String] {
    let path = directory / name
    guard let status = try FileStatus.ifPresent(path) else { return [] }
    return try FileReader.contents(of: path, limit: status.size).split(separator: end)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
