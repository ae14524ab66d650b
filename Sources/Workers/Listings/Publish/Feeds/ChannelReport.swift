import Files
import Pipeline

/// What a publication did to channels, in words.
struct ChannelReport: Sendable {
  private(set) var decisions: [String] = []
  private(set) var findings: [Finding] = []
  /// Visible files that are taken away, relative to the target.
  let removed: [Path]

  init(
    list: ChannelList, changed: [ChannelUpdate], removed: [Path] = [], noted: [Finding] = []
  ) {
    self.removed = removed
    findings = noted
    for update in changed where update.channel.namesLeftOut {
      decisions.append(Self.sentence(update))
      findings += update.remarks.findings(of: update.name)
    }
    let missing = list.missing.map { "\($0.name) (\($0.options.joined(separator: ", ")))" }
    if !missing.isEmpty, !list.isChosen {
      decisions.append(
        "Channels that are not made, and the options they need: "
          + "\(missing.joined(separator: ", ")).")
    }
    if list.isChosen {
      findings += list.missing.map { name, options in
        Finding(
          .warning, "channel-\(name)",
          "The channel \(name) is not made: its rule lacks \(options.joined(separator: " and ")).")
      }
    }
    findings += list.problems.map { Finding(.warning, "options", "\($0)") }
  }

  private static func sentence(_ update: ChannelUpdate) -> String {
    let start = "Channel \(update.name): \(Figures.listings(update.shown))"
    if update.leftOut == 0 { return start + "." }
    return start
      + ", \(update.leftOut) left out; \(update.channel.directory)/left-out.csv says why."
  }
}
