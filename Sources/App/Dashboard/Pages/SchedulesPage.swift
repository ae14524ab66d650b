import Agents
import Foundation
import Pages

/// What is done again and again, and when.
struct SchedulesPage: HTML {
  struct Entry: Sendable {
    let standing: Schedule.Standing
    let history: [Schedule.Run]
    /// When it runs next, the soonest first.
    let times: [Date]

    /// The time below which 95 of 100 runs stay; nil before there are any.
    var p95: Double? {
      let seconds = history.compactMap { run in run.ended?.timeIntervalSince(run.started) }.sorted()
      return seconds.isEmpty ? nil : seconds[min(seconds.count - 1, seconds.count * 95 / 100)]
    }
  }

  let schedules: [Entry]
  /// What a schedule would do now, where somebody asked.
  let preview: (name: String, answer: ToolAnswer)?
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("Schedules"), words("What is done again and again, without anybody asking."))
    if let preview { previewPart(preview.name, preview.answer) }
    if schedules.isEmpty {
      EmptyState(words("Nothing is done by the clock")) {
        p { words("Workers bring their schedules with them; those here have none.") }
      }
    } else {
      ul(.class("cards wide")) {
        ForEach(schedules) { card($0, $0.standing) }
      }
    }
  }

  private func previewPart(_ name: String, _ answer: ToolAnswer) -> some HTML {
    Part("preview", words("What “%1” would do now", name)) {
      p { words("This is a rehearsal: nothing was changed.") }
      p { strong { answer.summary } }
      ToolRows(name: words("What “%1” would do now", name), answer: answer)
    }
  }

  private func card(_ entry: Entry, _ schedule: Schedule.Standing) -> some HTML {
    let history = entry.history.prefix(10)
    return li(.class("card"), .id("schedule-\(slug(schedule.name))")) {
      h2 {
        schedule.name
        " "
        if schedule.isPaused { span(.class("badge attention")) { words("paused") } }
      }
      facts(entry, schedule)
      if !history.isEmpty {
        details(.id("history-\(slug(schedule.name))")) {
          summary { words("The last times") }
          ol(.class("history")) {
            ForEach(history) { run in
              li {
                RunBadge(outcome: run.outcome, words: words)
                " "
                Moment(run.started, context)
                p { run.text }
              }
            }
          }
        }
      }
      if context.mayDecide { buttons(schedule) }
    }
  }

  private func facts(_ entry: Entry, _ schedule: Schedule.Standing) -> some HTML {
    dl(.class("facts")) {
      Fact(words("When")) { TimingWords(schedule.timing, words).text }
      Fact(words("Next")) {
        if let next = schedule.next, !schedule.isPaused {
          Moment(next, context)
        } else {
          words("not by itself")
        }
      }
      if !schedule.isPaused, entry.times.count > 1 {
        Fact(words("And then")) {
          ForEach(entry.times.dropFirst()) { time in
            span(.class("next-time")) { Moment(time, context) }
            " "
          }
        }
      }
      if let p95 = entry.p95 {
        Fact(words("95 of 100 take less than")) { words.duration(seconds: p95) }
      }
      if let last = schedule.last {
        Fact(words("Last time")) {
          Moment(last.started, context)
          " "
          RunBadge(outcome: last.outcome, words: words)
        }
      }
    }
  }

  private func buttons(_ schedule: Schedule.Standing) -> some HTML {
    PostForm("/schedules/change", context) {
      input(.type("hidden"), .name("name"), .value(schedule.name))
      div(.class("actions")) {
        button(.type("submit"), .name("do"), .value("run"), .class("quiet")) {
          words("Run it now")
        }
        button(.type("submit"), .name("do"), .value("try"), .class("quiet")) {
          words("Rehearse")
        }
        button(
          .type("submit"), .name("do"), .value(schedule.isPaused ? "resume" : "pause"),
          .class("quiet")
        ) { schedule.isPaused ? words("Resume") : words("Pause") }
      }
    }
  }
}

/// What one run came to.
private struct RunBadge: HTML {
  let outcome: Schedule.Run.Outcome
  let words: Words

  func write(_ writer: inout HTMLWriter) {
    let (tone, text) =
      switch outcome {
      case .running: ("working", words("at work"))
      case .done: ("good", words("done"))
      case .failed: ("failed", words("failed"))
      case .asked: ("attention", words("waits for you"))
      case .interrupted: ("attention", words("was interrupted"))
      }
    span(.class("badge \(tone)")) { text }.write(&writer)
  }
}
