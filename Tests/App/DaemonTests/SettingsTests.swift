import Files
import Foundation
import Pipeline
import Rules
import TestSupport
import Testing

@testable import Daemon

@Suite struct `A settings file` {
  @Test(arguments: [
    // Text, and what is said of it: place, a part of the message, a part of the hint.
    ("wach:\n  mode: polling\n", "1:1", "there is no setting “wach”", "did you mean “watch”?"),
    ("watch:\n  mod: polling\n", "2:3", "there is no setting “watch.mod”", "mode"),
    ("watch:\n  mode: poling\n", "2:9", "(got “poling”)", "did you mean “polling”?"),
    ("watch: hybrid\n", "1:8", "“watch” is a group of settings", "mode, interval, settle"),
    ("watch:\n  settle: soon\n", "2:11", "needs a time", "write 500ms"),
    ("limits:\n  threads: 0\n", "2:12", "a whole number from 1 to 256", ""),
    ("limits:\n  source: big\n", "2:11", "needs a size above zero (got “big”)", "64GiB"),
    ("web:\n  listen: [a]\n", "2:11", "needs one text (got a list)", ""),
    ("web:\n  proxies: {a: b}\n", "2:13", "a list of texts", "such as [10.0.0.1, 10.0.0.2]"),
    ("web:\n  proxies: [10.0.0.1, mine]\n", "2:12", "“mine” is none", ""),
    ("web:\n  listen: foo\n", "2:11", "an address such as 127.0.0.1:8321 (got “foo”)", ""),
    ("web:\n  listen: foo:80\n", "2:11", "an address such as", ""),
    ("web:\n  listen: 127.0.0.1:99999\n", "2:11", "an address such as", ""),
    ("limits:\n  source: 0\n", "2:11", "a size above zero", "64GiB"),
    ("watch:\n\tmode: auto\n", "2:1", "cannot start any token", "indent with spaces"),
    ("web:\n  listen: 127.0.0.1:1\n  listen: 127.0.0.1:2\n", "3:3", "twice", ""),
  ])
  func `with a fault is refused with the place and what to do`(
    _ text: String, _ place: String, _ message: String, _ hint: String
  ) throws {
    let (settings, faults) = SettingsFile.read(Self.file(text))
    #expect(settings == nil)
    let fault = try #require(faults.first)
    #expect(fault.description.hasPrefix("dropmill.yaml:\(place): error: "), "\(fault)")
    #expect(fault.message.contains(message) || message == "twice", "\(fault)")
    #expect((fault.hint ?? "").contains(hint) || hint.isEmpty, "\(fault)")
  }

  @Test func `has all of its faults told at once`() {
    let text = "wach: 1\nlimits:\n  threads: many\n  items: 5\nweb:\n  lisen: x\n"
    let (_, faults) = SettingsFile.read(Self.file(text))
    #expect(
      faults.map(\.place) == ["dropmill.yaml:1:1", "dropmill.yaml:3:12", "dropmill.yaml:6:3"])
  }

  @Test func `with a fault is looked at as far as it can be used`() throws {
    let text = "limits:\n  threads: many\n  items: 5\nweb:\n  lisen: x\n"
    let look = SettingsFile.look(at: Self.file(text))
    #expect(look.settings.text(.limitsItems) == "5")
    #expect(look.settings.line(of: .limitsItems) == 3)
    #expect(look.settings.line(of: .limitsThreads) == nil)
    #expect(look.refused.keys.map(\.rawValue) == ["limits.threads"])
    #expect(look.refused[.limitsThreads]?.place == "dropmill.yaml:2:12")
    #expect(look.faults.count == 2)
  }

  @Test func `sets some and leaves the others as they are by default`() throws {
    let text = """
      watch: {mode: polling, settle: 500ms}
      limits:
        source: 2GB
        threads:
      web:
        listen: 127.0.0.1:8080
        tls:
          key: credential:web-key
        proxies: [10.0.0.1, 10.0.0.2]
      """
    let settings = try #require(SettingsFile.read(Self.file(text)).0)
    #expect(settings.text(.watchMode) == "polling")
    #expect(settings.duration(.watchSettle) == .milliseconds(500))
    #expect(settings.duration(.watchInterval) == .seconds(5))
    #expect(settings.bytes(.limitsSource) == 2_000_000_000)
    #expect(settings.count(.limitsThreads) == nil)
    #expect(settings.source(of: .limitsThreads) == .fallback)
    #expect(settings.source(of: .webListen) == .file(line: 6))
    #expect(settings.shown(.webProxies) == "10.0.0.1, 10.0.0.2")
    let environment = ["CREDENTIALS_DIRECTORY": "/run/credentials/dropmill"]
    #expect(
      settings.path(.webKey, below: "/srv", environment: environment)
        == "/run/credentials/dropmill/web-key")
  }

  @Test func `may use a name of earlier with a warning`() throws {
    let (settings, faults) = SettingsFile.read(
      Self.file("watch:\n  rhythm: 7s\n"), formerNames: ["watch.rhythm": .watchInterval])
    #expect(try #require(settings).duration(.watchInterval) == .seconds(7))
    #expect(faults.map(\.severity) == [.warning])
    #expect(faults[0].message.contains("is called “watch.interval” now"))
  }

  @Test(arguments: SettingKey.allCases)
  func `could hold each default as it is written`(_ key: SettingKey) throws {
    guard let fallback = key.about.fallback else { return }
    let parts = key.rawValue.split(separator: ".")
    let lines = parts.enumerated().map { index, part in
      String(repeating: "  ", count: index) + part + ":"
    }
    let text = lines.joined(separator: "\n") + " \(fallback)\n"
    let settings = try #require(SettingsFile.read(Self.file(text)).0, "\(text)")
    #expect(settings.text(key) == fallback)
    #expect(settings.source(of: key) == .file(line: parts.count))
  }

  @Test func `that is not there sets nothing`() throws {
    let place = try TemporaryDirectory()
    let settings = try Settings.load(place.path / "dropmill.yaml")
    #expect(SettingKey.allCases.allSatisfy { settings.source(of: $0) == .fallback })
  }

  /// What is done anew after a power cut is no matter of what lies in the inbox.
  @Test(arguments: ["hold", "take"])
  func `has the boot known whatever becomes of torn texts`(_ word: String) throws {
    let text = "intake:\n  after_crash: \(word)\n"
    let settings = try #require(SettingsFile.read(Self.file(text)).0)
    let configuration = DaemonConfiguration(workspace: Workspace("/srv"), settings, cores: 1)
    #expect(configuration.boot != nil)
    #expect(configuration.holdsAfterCrash == (word == "hold"))
  }

  private static func file(_ text: String) -> RuleFile {
    RuleFile(name: "dropmill.yaml", text: Array(text.utf8))
  }
}
