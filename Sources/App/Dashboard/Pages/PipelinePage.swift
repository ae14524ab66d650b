import Pages
import Pipeline

/// The stages in figures.
struct PipelinePage: HTML {
  let overview: PipelineOverview
  let gates: StageRow.Gates
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Pipeline"),
      words(
        "Every file goes through five steps, from left to right."
      ))
    StageRow(overview: overview, gates: gates, context: context)
    if context.mayDecide, context.visibleBusinesses == nil { control }
    Part("figures", words("In figures")) {
      ScrollTable(words("In figures")) {
        thead {
          tr {
            th(.scope("col")) { words("Step") }
            th(.scope("col"), .class("number")) { words("Waits") }
            th(.scope("col"), .class("number")) { words("At work") }
            th(.scope("col"), .class("number")) { words("Tries again") }
            th(.scope("col"), .class("number")) { words("Today") }
            th(.scope("col"), .class("number")) { words("Failed today") }
            th(.scope("col"), .class("number")) { words("Half take less than") }
            th(.scope("col"), .class("number")) { words("95 of 100 take less than") }
          }
        }
        tbody { ForEach(overview.stages) { row($0) } }
      }
    }
    Part("places", words("Where files come to a rest")) {
      ul(.class("tiles")) {
        ForEach([Workspace.Place.hold, .failed, .done, .trash]) { place in
          Tile(
            label: place.title(words), value: words.number(overview.counts[place, default: 0]),
            link: Link("/items?place=\(place.rawValue)"))
        }
      }
    }
  }

  private var control: some HTML {
    Part("gates", words("Pause and limits")) {
      p(.class("muted")) {
        words(
          "A paused step takes no more files: they wait before it. At most %1 are at work in all.",
          words.number(gates.itemsMax))
      }
      ul(.class("cards gates")) { ForEach(Stage.allCases) { gate($0) } }
    }
  }

  private func gate(_ stage: Stage) -> some HTML {
    let setting = gates.settings[stage]
    let isPaused = setting?.isPaused ?? false
    return li(.class("card"), .id("gate-\(stage.rawValue)")) {
      h3 {
        stage.title(words)
        " "
        if isPaused {
          span(.class("badge attention")) {
            Sign("attention", words)
            words("paused")
          }
        }
      }
      if let by = setting?.by, let since = setting?.since {
        p(.class("muted")) {
          words("Set by %1", by)
          " "
          Moment(since, context)
        }
      }
      PostForm("/pipeline/\(stage.rawValue)", context) {
        label(.for("items-\(stage.rawValue)")) { words("Files at a time; empty for no limit") }
        div(.class("actions")) {
          input(
            .id("items-\(stage.rawValue)"), .name("items"), .type("number"), .min("1"),
            .max("\(StageGates.itemsMaxMax)"), .value(setting?.itemsMax.map(String.init) ?? ""))
          button(.type("submit"), .name("do"), .value("limit"), .class("quiet")) {
            words("Keep")
          }
          button(
            .type("submit"), .name("do"), .value(isPaused ? "resume" : "pause"),
            .class(isPaused ? "" : "quiet")
          ) { isPaused ? words("Resume") : words("Pause") }
        }
      }
    }
  }

  private func row(_ stage: PipelineOverview.StageLoad) -> some HTML {
    tr {
      th(.scope("row")) {
        a(.href(Link("/items?place=\(stage.stage.rawValue)"))) { stage.stage.title(words) }
        small { stage.stage.rawValue }
      }
      td(.class("number")) { words.number(stage.waiting) }
      td(.class("number")) { words.number(stage.running) }
      td(.class("number")) { words.number(stage.retrying) }
      td(.class("number")) { words.number(stage.doneToday) }
      td(.class("number")) { words.number(stage.failedToday) }
      td(.class("number")) { duration(stage.median) }
      td(.class("number")) { duration(stage.p95) }
    }
  }

  private func duration(_ milliseconds: Double?) -> String {
    milliseconds.map { words.duration(seconds: $0 / 1000) } ?? "–"
  }
}
