import Files
import Pages
import Pipeline

/// What can be looked at to see whether all is well.
enum HealthCheck {
  /// Below these it is time to make room.
  private static let freeBytesMin = 2 << 30
  private static let freeFilesMin = 50_000

  /// The room on the disk.
  static func space(of workspace: Workspace, _ words: Words) throws -> HealthPage.Check {
    let space = try FileSystemSpace(of: workspace.root)
    let isLittle = space.freeBytes < freeBytesMin || (space.freeFiles ?? .max) < freeFilesMin
    let text = words("%1 are free", words.size(space.freeBytes))
    return HealthPage.Check(
      tone: isLittle ? "attention" : "good", name: words("Room on the disk"), value: text,
      remedy: isLittle ? words("Delete what is no longer needed, or move the workspace.") : "")
  }
}
