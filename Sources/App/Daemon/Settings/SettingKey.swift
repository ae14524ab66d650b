/// One thing that `dropmill.yaml` may set. Its name in the file is the path of groups to it:
/// `listen` in the group `web` is `web.listen`.
///
/// A new one is a case here and a line in ``about``: reading, checking, `config show` and the
/// manual page know it then.
package enum SettingKey: String, Sendable, CaseIterable {
  case watchMode = "watch.mode"
  case watchInterval = "watch.interval"
  case watchSettle = "watch.settle"
  case intakeAfterCrash = "intake.after_crash"
  case keepDone = "keep.done"
  case keepDoneSize = "keep.done_size"
  case keepTrash = "keep.trash"
  case keepHistory = "keep.history"
  case limitsThreads = "limits.threads"
  case limitsItems = "limits.items"
  case limitsAttempts = "limits.attempts"
  case limitsSource = "limits.source"
  case webListen = "web.listen"
  case webCertificate = "web.tls.certificate"
  case webKey = "web.tls.key"
  case webProxies = "web.proxies"

  /// What may be written.
  package enum Kind: Sendable {
    case text
    /// Where to listen, such as `127.0.0.1:8321`.
    case listenAddress
    /// A list of addresses without ports.
    case addresses
    case choice([String])
    case count(ClosedRange<Int>)
    case duration(ClosedRange<Duration>)
    case bytes(least: Int)
  }

  /// What there is to know of a key.
  package struct About: Sendable {
    package let kind: Kind
    /// What holds where nothing is set; nil when nothing does.
    package let fallback: String?
    package let help: String

    init(_ kind: Kind, _ fallback: String?, _ help: String) {
      self.kind = kind
      self.fallback = fallback
      self.help = help
    }
  }

  package var about: About {
    switch self {
    case .watchMode:
      About(
        .choice(["auto", "reactive", "polling", "hybrid"]), "auto",
        "how the inbox is watched; auto polls where the kernel tells nothing of others' files")
    case .watchInterval:
      About(.duration(.milliseconds(100) ... .seconds(86_400)), "5s", "between two looks at it")
    case .watchSettle:
      About(
        .duration(.milliseconds(10) ... .seconds(86_400)), "2s",
        "how long a file must be quiet that was not seen to be closed")
    case .intakeAfterCrash:
      About(
        .choice(["hold", "take"]), "hold",
        "what becomes of a text that lay in the inbox when the machine went down, and ends in"
          + " mid-line")
    case .keepDone:
      About(
        .duration(.seconds(60) ... .seconds(1000 * 86_400)), nil,
        "how long originals of what is done are kept, such as 90 days; for ever if nothing is set")
    case .keepDoneSize:
      About(.bytes(least: 0), nil, "how much room they may take; the oldest go first")
    case .keepTrash:
      About(
        .duration(.seconds(60) ... .seconds(1000 * 86_400)), "30 days",
        "how long what a person deleted can be put back")
    case .keepHistory:
      About(
        .duration(.seconds(60) ... .seconds(10_000 * 86_400)), nil,
        "how long it is known what came of items whose original is gone, and what models were"
          + " asked; for ever if nothing is set")
    case .limitsThreads:
      About(
        .count(1...256), nil,
        "threads that run stages, and as many more, which let all others go first, for the parts"
          + " of large files; one for each core if nothing is set")
    case .limitsItems: About(.count(1...10_000), "128", "items under way at the same time")
    case .limitsAttempts:
      About(.count(1...100), "5", "failed attempts at one stage before an item is given up")
    case .limitsSource: About(.bytes(least: 1), "64GiB", "the largest file that is taken")
    case .webListen:
      About(.listenAddress, "127.0.0.1:8321", "where the pages are served")
    case .webCertificate: About(.text, nil, "a file with the certificate chain, as PEM")
    case .webKey:
      About(.text, nil, "a file with its key, as PEM; credential:NAME is one that systemd loads")
    case .webProxies:
      About(.addresses, nil, "addresses of proxies whose word on the sender's address counts")
    }
  }
}
