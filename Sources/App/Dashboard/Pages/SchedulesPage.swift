import Agents
import Foundation
import Pages

/// What is done again and again, and when.
struct SchedulesPage: HTML {
  let schedules: [(standing: Schedule.Standing, history: [Schedule.Run])]
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("Schedules"), words("What is done again and again, without anybody asking."))
    if schedules.isEmpty {
      EmptyState(words("Nothing is done by the clock")) {
        p { words("Workers bring their schedules with them; those here have none.") }
      }
    } else {
      ul(.class("cards wide")) {
        ForEach(schedules.indices) { card(schedules[$0].standing, schedules[$0].history) }
      }
    }
  }

  private func card(_ schedule: Schedule.Standing, _ history: [Schedule.Run]) -> some HTML {
    li(.class("card"), .id("schedule-\(slug(schedule.name))")) {
      h3 {
        schedule.name
        " "
        if schedule.isPaused { span(.class("badge attention")) { words("paused") } }
      }
      dl(.class("facts")) {
        Fact(words("When")) { schedule.timing }
        Fact(words("Next")) {
          if let next = schedule.next, !schedule.isPaused {
            Moment(next, context)
          } else {
            words("not by itself")
          }
        }
        if let last = schedule.last {
          Fact(words("Last time")) {
            Moment(last.started, context)
            " "
            RunBadge(outcome: last.outcome, words: words)
          }
        }
      }
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
      if context.mayDecide {
        PostForm("/schedules/change", context) {
          input(.type("hidden"), .name("name"), .value(schedule.name))
          div(.class("actions")) {
            button(.type("submit"), .name("do"), .value("run"), .class("quiet")) {
              words("Run it now")
            }
            button(
              .type("submit"), .name("do"), .value(schedule.isPaused ? "resume" : "pause"),
              .class("quiet")
            ) { schedule.isPaused ? words("Resume") : words("Pause") }
          }
        }
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
