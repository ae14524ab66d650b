import Files
import Pipeline
import Rules

/// The rules that a new workspace starts with, built into the program.
enum DefaultRules {
  static let files = [
    RuleFile(name: "05-archives.yaml", text: PackageResources._5_archives_yaml),
    RuleFile(name: "10-listings.yaml", text: PackageResources._0_listings_yaml),
    RuleFile(name: "20-operations.yaml", text: PackageResources._0_operations_yaml),
    RuleFile(name: "90-tabular.yaml", text: PackageResources._0_tabular_yaml),
  ]

  /// What may be written in a rule, for people.
  private static let guide = RuleFile(name: "README.md", text: PackageResources.README_md)

  /// Writes those whose names are free, and the guide.
  ///
  /// - Returns: their names.
  @discardableResult
  static func write(in workspace: Workspace, isDryRun: Bool = false) throws -> [String] {
    try (files + [guide]).compactMap { file -> String? in
      let path = workspace.rules / file.name
      if try FileStatus.ifPresent(path) != nil { return nil }
      if !isDryRun { try FileWriter.write(file.text, to: path) }
      return file.name
    }
  }
}
