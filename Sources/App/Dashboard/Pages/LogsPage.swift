import Pages
import Telemetry

/// The latest lines of the log.
struct LogsPage: HTML {
  let entries: [RecentLog.Entry]
  let level: LogLevel
  let text: String
  /// Newest last, fetched again and again.
  let isFollowing: Bool
  /// Whether long lines are broken.
  let isWrapped: Bool
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Log"),
      isFollowing
        ? words("What the program does, as it does it; the newest line is the last.")
        : words("What the program did, newest first. The latest lines are kept in memory."))
    form(.class("filters"), .method("get"), .action(Link("/logs")), .role("search")) {
      div(.class("grow")) {
        label(.for("text")) { words("Search") }
        input(
          .id("text"), .name("text"), .type("search"), .value(text), .maxLength(200),
          .data(DataName("data-search"), ""))
      }
      Choice(
        "level", words("At least"),
        [
          ("debug", words("everything")), ("info", words("changes")),
          ("warning", words("warnings")), ("error", words("errors")),
        ], chosen: level.rawValue)
      Choice(
        "follow", words("Follow"), [("", words("no")), ("on", words("yes"))],
        chosen: isFollowing ? "on" : "")
      Choice(
        "wrap", words("Long lines"), [("", words("are broken")), ("off", words("go on"))],
        chosen: isWrapped ? "" : "off")
      button(.type("submit")) { words("Show") }
      a(
        .class("reset"),
        .href(Link(Address.of("/logs/download", [("level", level.rawValue), ("text", text)])))
      ) {
        words("Download")
      }
    }
    if entries.isEmpty {
      EmptyState(words("No lines")) {
        p { words("Nothing was logged that matches. Each change of a file is a line here.") }
      }
    } else {
      ol(
        .class(isWrapped ? "log panel" : "log panel unbroken"), .tabindex(0),
        .ariaLabel(words("Log")), .data(DataName("data-tail"), "").when(isFollowing)
      ) { ForEach(isFollowing ? entries.reversed() : entries) { line($0) } }
    }
  }

  private func line(_ entry: RecentLog.Entry) -> some HTML {
    li(.id("log-\(entry.number)"), .class(entry.level.rawValue)) {
      Moment(entry.time, context)
      " "
      span(.class("badge \(tone(of: entry.level))")) { name(of: entry.level) }
      " "
      strong { entry.message }
      for field in entry.fields where !field.value.isEmpty {
        " "
        span(.class("field")) {
          small { field.name }
          " "
          if field.name == "item", let number = Int(field.value) {
            a(.href(Address.item(number))) { field.value }
          } else {
            span { field.value }
          }
        }
      }
    }
  }

  private func tone(of level: LogLevel) -> String {
    switch level {
    case .debug, .info: "plain"
    case .warning: "attention"
    case .error: "failed"
    }
  }

  private func name(of level: LogLevel) -> String {
    switch level {
    case .debug: words("detail")
    case .info: words("change")
    case .warning: words("warning")
    case .error: words("error")
    }
  }
}
