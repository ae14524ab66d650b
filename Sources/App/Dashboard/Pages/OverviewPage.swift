import Foundation
import Pages
import Pipeline

/// How things stand: the pipeline, what needs somebody, what happened last.
struct OverviewPage: HTML {
  let overview: PipelineOverview
  /// The latest that came to a rest, newest first.
  let latest: [ItemSummary]
  let alerts: [Alert]
  let gates: StageRow.Gates
  /// What runs next by the clock, the soonest first.
  let next: [(name: String, time: Date)]
  /// Dollars that models have cost today; nil where nobody may know, or nothing was spent.
  let spent: String?
  let context: PageContext

  /// Something that somebody should look at.
  struct Alert: Sendable {
    let tone: String
    let title: String
    let text: String
    let link: Link?
  }

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("Overview"), lead) {}
    ForEach(alerts) { alert in
      div(.class("note \(alert.tone)")) {
        Sign(alert.tone, words)
        div {
          p {
            if let link = alert.link {
              a(.href(link)) { alert.title }
            } else {
              strong { alert.title }
            }
          }
          p { alert.text }
        }
      }
    }
    if !context.views.isEmpty { ViewLinks(chosen: nil, context: context) }
    StageRow(overview: overview, gates: gates, context: context)
    tiles
    if latest.isEmpty { empty } else { activity }
    if !next.isEmpty { upcoming }
  }

  private var lead: String {
    Self.lead(
      underWay: overview.stages.reduce(0) { $0 + $1.waiting + $1.running },
      open: overview.counts[.hold, default: 0] + overview.counts[.failed, default: 0], words)
  }

  /// - Parameter open: what waits for a person, or has failed.
  static func lead(underWay: Int, open: Int, _ words: Words) -> String {
    if underWay > 0 {
      return words.count(underWay, "1 file is under way.", "%1 files are under way.")
    }
    if open > 0 { return words("Nothing is under way.") }
    return words("Nothing is under way: everything that was dropped has been dealt with.")
  }

  private var tiles: some HTML {
    ul(.class("tiles")) {
      Tile(
        label: words("Waits for you"), value: words.number(overview.counts[.hold, default: 0]),
        note: overview.oldestHeld.map { words("the oldest for %1", age(since: $0)) }
          ?? words("nothing to decide"),
        link: Link("/decisions"), tone: overview.counts[.hold, default: 0] > 0 ? "attention" : "")
      Tile(
        label: words("Failed today"), value: words.number(overview.today[.failed, default: 0]),
        note: words("%1 in all", words.number(overview.counts[.failed, default: 0])),
        link: Link("/items?place=failed"),
        tone: overview.today[.failed, default: 0] > 0 ? "failed" : "")
      Tile(
        label: words("Done today"), value: words.number(overview.today[.done, default: 0]),
        note: words("%1 in all", words.number(overview.counts[.done, default: 0])),
        link: Link("/items?place=done"))
      if let spent {
        Tile(label: words("Models have cost today"), value: spent, link: Link("/health"))
      }
      li(.class("tile wide")) {
        span(.class("tile-label")) { words("Ended in the last hour") }
        span(.class("tile-value")) { words.number(overview.perMinute.reduce(0, +)) }
        Sparkline(
          name: words("Items that ended, minute by minute"),
          values: overview.perMinute.map(Double.init))
      }
    }
  }

  private func age(since date: Date) -> String {
    words.duration(seconds: context.now.timeIntervalSince(date))
  }

  private var activity: some HTML {
    Part("activity", words("What happened last")) {
      ol(.class("feed panel")) {
        ForEach(latest) { item in
          li(.id("feed-\(item.id)")) {
            StateBadge(item, words)
            div {
              a(.href(Address.item(item.id))) { item.name }
              " "
              span(.class("muted")) { item.business }
              if let reason = item.reason { p(.class("muted")) { reason } }
            }
            Moment(item.finished ?? item.received, context)
          }
        }
      }
      p { a(.href(Link("/items"))) { words("All items") } }
    }
  }

  private var upcoming: some HTML {
    Part("next", words("Next by the clock")) {
      ul(.class("entries panel")) {
        ForEach(next) { entry in
          li {
            div { a(.href(Link("/schedules"))) { entry.name } }
            Moment(entry.time, context)
          }
        }
      }
    }
  }

  private var empty: some HTML {
    EmptyState(words("Drop the first file")) {
      p {
        words("Put a table, logs or an archive into the folder")
        " "
        code { "inbox/" }
        words(
          ", or drop it onto this page. What comes of it lies in"
        )
        " "
        code { "outbox/" }
        "."
      }
    }
  }
}

/// The five stages from left to right, with what waits before each.
struct StageRow: HTML {
  /// What people have set, and the room that there is.
  struct Gates: Sendable {
    var settings: [Stage: StageGates.Setting] = [:]
    var itemsMax: Int

    /// How many items a stage takes at a time.
    func limit(of stage: Stage) -> Int { settings[stage]?.itemsMax ?? itemsMax }

    func isPaused(_ stage: Stage) -> Bool { settings[stage]?.isPaused ?? false }
  }

  let overview: PipelineOverview
  let gates: Gates
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) {
    ol(.class("stages"), .ariaLabel(words("The pipeline"))) {
      ForEach(overview.stages) { stage in
        li(.class(stage.running > 0 ? "stage busy" : "stage")) {
          h2 {
            a(.href(Link("/items?place=\(stage.stage.rawValue)"))) { stage.stage.title(words) }
          }
          p(.class("depth")) {
            strong { words.number(stage.waiting + stage.running) }
            " "
            span { caption(stage) }
          }
          Meter(
            name: words(
              "%1: %2 of %3 at work", stage.stage.title(words), words.number(stage.running),
              words.number(gates.limit(of: stage.stage))),
            value: stage.running, max: gates.limit(of: stage.stage))
          Sparkline(
            name: words("%1 in the last hour", stage.stage.title(words)),
            values: stage.perMinute.map(Double.init))
          dl(.class("small-facts")) {
            if let oldest = stage.oldest {
              Fact(words("Oldest")) { Moment(oldest, context) }
            }
            Fact(words("Takes")) { takes(stage) }
            Fact(words("Today")) {
              words.number(stage.doneToday)
              if stage.failedToday > 0 {
                ", "
                span(.class("bad")) { words("%1 failed", words.number(stage.failedToday)) }
              }
            }
          }
        }
      }
    }.write(&writer)
  }

  private func caption(_ stage: PipelineOverview.StageLoad) -> String {
    if gates.isPaused(stage.stage) { return words("paused") }
    if stage.running > 0 {
      return words("%1 at work", words.number(stage.running))
    }
    if stage.retrying > 0 { return words("%1 will be tried again", words.number(stage.retrying)) }
    return stage.waiting > 0 ? words("in the queue") : words("idle")
  }

  private func takes(_ stage: PipelineOverview.StageLoad) -> String {
    guard let median = stage.median, let p95 = stage.p95 else { return "–" }
    return words(
      "%1, mostly below %2", words.duration(seconds: median / 1000),
      words.duration(seconds: p95 / 1000))
  }
}
