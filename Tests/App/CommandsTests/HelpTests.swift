import Testing

@testable import Commands

@Suite struct `The help` {
  private static let names = DropmillCommand.commands.map { type(of: $0).name }

  @Test(arguments: names)
  func `of each command has an example that is one`(_ name: String) throws {
    let command = try Self.command(name)
    let examples = command.details.split(separator: "\n").filter { $0.hasPrefix("  ") }
    let own = examples.filter { $0.contains("dropmill \(name)") || $0.contains("--version") }
    #expect(!own.isEmpty, "\(command.details)")
    let options = (command.options + Option.common).flatMap(\.names)
    for word in own.flatMap({ $0.split(separator: " ") }) where word.hasPrefix("--") {
      #expect(options.contains(String(word)) || word == "--version", "\(word) in \(name)")
    }
  }

  @Test(arguments: names)
  func `fits a terminal`(_ name: String) throws {
    let page = Help.page(try Self.command(name), isFull: true)
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(page)")
  }

  @Test(arguments: names)
  func `in short is shorter, and says where there is more`(_ name: String) throws {
    let command = try Self.command(name)
    let short = Help.page(command, isFull: false)
    #expect(short.count < Help.page(command, isFull: true).count)
    #expect(short.contains("`dropmill \(name) --help`"))
    #expect(command.options.allSatisfy { short.contains($0.help) })
  }

  @Test func `lists every command, topic and exit code`() {
    let overview = Help.overview(DropmillCommand.commands, [])
    for word in Self.names + Topic.allCases.map(\.rawValue) { #expect(overview.contains(word)) }
    let codes = Topic.exitCodes.entries.map(\.word)
    #expect(codes == ["0", "1", "2", "3", "5", "6", "7", "130"])
  }

  @Test(arguments: names)
  func `and the manual page are of one source`(_ name: String) throws {
    let page = ManualPage.commands(DropmillCommand.commands.map { type(of: $0) })
    #expect(page.contains("\n.Ss \(name)"))
    for option in try Self.command(name).options {
      #expect(page.contains(option.name.dropFirst().replacing("-", with: "\\-")), "\(option.name)")
    }
  }

  private static func command(_ name: String) throws -> any Command.Type {
    try #require(DropmillCommand.commands.map { type(of: $0) }.first { $0.name == name })
  }
}
