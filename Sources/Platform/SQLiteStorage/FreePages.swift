package import Storage

// A file does not shrink when rows are deleted: their pages are free for others. Where they are
// many they are given back to the disk, some at a time: each step moves pages from the end of the
// file to free ones before it, and is a commit of its own.

/// Room in a database's file that no row takes any more.
package struct FreePages {
  /// Some milliseconds of work: nobody who writes waits for longer.
  private static let stepMax = 25
  /// Less is left for rows to come.
  private static let countMin = 1000
  private let connection: any Connection

  package init(_ connection: any Connection) { self.connection = connection }

  /// Whether they are more than a quarter of the file, and can be given back: a file that was made
  /// by an earlier program keeps its size until it is compacted.
  package var areMany: Bool {
    get throws {
      let free = try count
      return try number("auto_vacuum") == 2 && free > Self.countMin
        && free > number("page_count") / 4
    }
  }

  package var count: Int { get throws { try number("freelist_count") } }

  /// Gives some of them back.
  package func giveSomeBack() throws {
    try connection.execute("pragma incremental_vacuum(\(Self.stepMax))")
  }

  private func number(_ pragma: String) throws -> Int {
    try connection.first("pragma \(pragma)") { $0.integer(0) } ?? 0
  }
}
