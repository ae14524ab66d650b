import Files
import Foundation

/// Whether systemd starts the daemon by itself.
struct UnitCheck {
  private static let name = "service"
  /// As systemd looks for them.
  private static let folders = [
    "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
  ]

  func run() -> Checkup.Check {
    let files = Self.folders.map { Path($0) / "dropmill.service" }
    guard let file = files.first(where: Self.isThere) else {
      return .good(Self.name, "no unit is installed: the daemon is started by hand")
    }
    guard let program = Self.program(in: file) else {
      return .broken(Self.name, "\(file) starts nothing", "install the package anew")
    }
    if !Self.isThere(program) {
      return .broken(Self.name, "\(file) starts \(program), which is not there", "install it anew")
    }
    let link = Path("/etc/systemd/system/multi-user.target.wants/dropmill.service")
    return Self.isThere(link)
      ? .good(Self.name, "\(file), started with the machine")
      : .better(Self.name, "\(file) is not enabled", "systemctl enable --now dropmill")
  }

  private static func isThere(_ path: Path) -> Bool {
    // What cannot be looked at is not there for us.
    ((try? FileStatus.ifPresent(path)) ?? nil) != nil
  }

  private static func program(in file: Path) -> Path? {
    // A unit that cannot be read starts nothing that we know of.
    let bytes = (try? FileReader.contents(of: file, limit: 64 << 10)) ?? []
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let start = lines.first { $0.hasPrefix("ExecStart=") }
    return start?.dropFirst("ExecStart=".count).split(separator: " ").first.map { Path(String($0)) }
  }
}
