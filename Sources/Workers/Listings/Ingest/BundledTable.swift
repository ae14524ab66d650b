import Pipeline

/// The table in what was dropped: the file itself, or the one table of a folder that is taken
/// whole.
enum BundledTable {
  private static let endings = [".csv", ".tsv", ".txt"]

  /// - Throws: ``Files/FileError``.
  static func tables(of source: SourceFile) throws -> [SourceFile] {
    if !source.isBundle { return [source] }
    return try source.files().filter { file in
      let name = file.name.lowercased()
      return endings.contains { name.hasSuffix($0) }
    }
  }

  /// Why a folder with none or several tables is not taken.
  static func finding(_ tables: [SourceFile]) -> Finding {
    let found =
      tables.isEmpty
      ? "it holds no table (.csv, .tsv or .txt)"
      : "it holds \(tables.count) tables: \(tables.map(\.name).joined(separator: ", "))"
    return Finding(
      .error, "bundle", "a folder that is taken as one thing has one table, and \(found)")
  }
}
