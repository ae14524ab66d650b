import Files
import Foundation
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
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", (root / "Scripts/check-dashboard").description, program.description,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
  }
}
