import Files
import Foundation
import TestSupport
import Testing

/// What others may change of a workspace, and what not.
@Suite struct `Private parts of a workspace` {
  private static let once = ["run", "--once", "--settle", "0.1"]

  private static func workedProgram() throws -> Program {
    let program = try Program()
    _ = try program.run(["users", "list"])
    #expect(try program.run(once).code == 0)
    return program
  }

  @Test(arguments: ["stages", "dropmill.sqlite", "accounts.sqlite"])
  func `that others can write are refused until they cannot`(_ name: String) throws {
    let program = try Self.workedProgram()
    #expect(try program.shell("chmod g+w \(name)").code == 0)
    let refused = try program.run(Self.once)
    #expect(refused.code == 5)
    #expect(refused.notes.contains("can be written by other users"), "\(refused.notes)")
    let doctor = try program.run(["doctor"])
    #expect(doctor.code == 1)
    #expect(doctor.output.contains("chmod go-w \(program.root / Path(name))"), "\(doctor.output)")
    // What is beside it, too: a reader left it there.
    #expect(try program.shell("chmod go-w \(name)*").code == 0)
    #expect(try program.run(Self.once).code == 0)
    #expect(try program.run(["doctor"]).code == 0)
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
  func `that belong to somebody else are refused`() throws {
    let program = try Self.workedProgram()
    #expect(try program.shell("chown 65534 stages").code == 0)
    let refused = try program.run(Self.once)
    #expect(refused.code == 5)
    #expect(refused.notes.contains("belongs to another user (number 65534)"), "\(refused.notes)")
    #expect(try program.run(["doctor"]).output.contains("sudo chown -R $(id -un)"))
  }

  /// The daemon that runs as that user could not change it.
  @Test(
    .enabled(if: geteuid() == 0, "only root may write everywhere"),
    arguments: [
      ["submit", "a.csv", "--to", "listings/acme", "--no-wait"], ["users", "add", "ada"],
      ["rebuild"], ["retry", "1"], ["schedules", "pause", "operations/report"],
      ["operations", "tend"], ["init"], ["run", "--once"],
    ])
  func `that belong to somebody else are not written by root`(_ words: [String]) throws {
    let program = try Self.workedProgram()
    try program.write("a.csv", "id,name\n1,a\n")
    #expect(try program.shell("chown 65534 stages").code == 0)
    let before = try TreeListing.paths(below: program.root)
    let refused = try program.run(words)
    #expect(refused.code == 5)
    #expect(refused.notes.contains("sudo -u '#65534' dropmill"), "\(refused.notes)")
    #expect(try TreeListing.paths(below: program.root) == before)
  }

  @Test(arguments: ["002", "000"])
  func `are made right whatever the user's mask, and the rest may be shared`(
    _ mask: String
  ) throws {
    let program = try Program()
    let line = """
      umask \(mask); $DROPMILL init shared -q && chmod g+ws shared shared/inbox shared/outbox &&
      printf 'id,name\\n1,a\\n' > shared/inbox/a.csv && chmod 664 shared/inbox/a.csv &&
      $DROPMILL users list --workspace shared && $DROPMILL \(Self.once.joined(separator: " ")) \
        --workspace shared && $DROPMILL \(Self.once.joined(separator: " ")) --workspace shared &&
      test -f shared/outbox/tabular/default/a/cleaned.csv &&
      test -z "$(find shared/stages shared/*.sqlite* -maxdepth 0 -perm /077)"
      """
    let result = try program.shell(line)
    #expect(result.code == 0, "\(result.notes)")
  }

  @Test func `may lie behind a link`() throws {
    let program = try Self.workedProgram()
    #expect(try program.shell("mv stages elsewhere && ln -s elsewhere stages").code == 0)
    #expect(try program.run(Self.once).code == 0)
  }
}
