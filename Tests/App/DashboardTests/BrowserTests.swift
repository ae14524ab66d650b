import Files
import TestSupport
import Testing

/// Drives a real daemon's pages in headless Chromium: `Scripts/check-dashboard`.
@Suite struct `In a browser` {
  private static let isThere = ["chromium", "chromium-browser", "google-chrome"].contains { name in
    // A folder that cannot be looked at has no browser for us.
    (try? FileStatus.ifPresent(Path("/usr/bin") / name)) != .some(nil)
  }

  @Test(.enabled(if: isThere, "there is no Chromium here: apt install chromium"))
  func `changes appear at once and move nothing, keys work, and scripts are no must`() throws {
    let root = Path(#filePath).parent.parent.parent.parent
    let program = Path(CommandLine.arguments[0]).parent / "dropmill"
    let check = try ChildProcess(
      "python3", [(root / "Scripts/check-dashboard").description, program.description],
      output: .here, errors: .here
    ).finish()
    #expect(check.code == 0, "\(check.text)")
  }
}
