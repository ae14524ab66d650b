import Foundation
import Pages

/// Whether all parts of the program are well.
struct HealthPage: HTML {
  struct Check: Sendable {
    let tone: String
    let name: String
    let value: String
    /// What to do; empty when all is well.
    var remedy = ""
  }

  let checks: [Check]
  let root: String
  /// Nil for those who do not see all businesses: it is of all of them together.
  let watch: WatchFacts?
  /// Empty for those who do not manage the program.
  let settings: SettingFacts
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(words("Health"), lead)
    ul(.class("checks panel")) {
      ForEach(checks) { check in
        li {
          span(.class("badge \(check.tone)")) {
            Sign(check.tone, words)
            check.tone == "good" ? words("well") : words("look")
          }
          div {
            strong { check.name }
            p { check.value }
            if !check.remedy.isEmpty { p(.class("muted")) { check.remedy } }
          }
        }
      }
    }
    if let watch { watching(watch) }
    if !settings.settings.isEmpty || !settings.faults.isEmpty { settingPart }
  }

  private func watching(_ watch: WatchFacts) -> some HTML {
    Part("watching", words("Watching")) {
      if let advice = watch.advice {
        div(.class("note attention")) {
          Sign("attention", words)
          p { advice }
        }
      }
      dl(.class("facts panel")) {
        Fact(words("Workspace")) { code { root } }
        Fact(words("The inbox")) {
          watch.isInboxThere ? words("is there") : words("is missing")
        }
        Fact(words("How it is watched")) { watch.modes.joined(separator: ", ") }
        Fact(words("Directories")) {
          words.number(watch.directories)
          if watch.polled > 0 { ", " + words("%1 of them polled", words.number(watch.polled)) }
        }
        Fact(words("Watches of the kernel")) {
          if let most = watch.watchesMax {
            words("%1 of %2", words.number(watch.watches), words.number(most))
          } else {
            words.number(watch.watches)
          }
        }
        Fact(words("Changes that the kernel told of")) {
          words.number(watch.events)
          ", "
          words("%1 a second in the last minute", words.decimal(watch.eventsPerSecond))
        }
        Fact(words("Times that it lost some")) { words.number(watch.overflows) }
        Fact(words("Scans")) { words.number(watch.scans) }
        Fact(words("Files that wait to be whole")) { words.number(watch.pending) }
        if !watch.heldOpen.isEmpty {
          Fact(words("Held open by a program")) { heldOpen(watch.heldOpen) }
        }
        if !watch.problems.isEmpty {
          Fact(words("Could not be looked at")) {
            ul { ForEach(watch.problems) { problem in li { problem } } }
          }
        }
      }
    }
  }

  private func heldOpen(_ files: [WatchFacts.Waiting]) -> some HTML {
    ul {
      ForEach(files) { file in
        li {
          code { file.file }
          ": "
          words("for %1", words.duration(seconds: file.seconds))
          "; "
          file.reason
        }
      }
    }
  }

  private var settingPart: some HTML {
    Part("settings", words("What is set")) {
      p(.class("muted")) {
        words("By dropmill.yaml; options of the command line win over it.")
      }
      if settings.isRefused {
        div(.class("note failed")) {
          Sign("failed", words)
          div {
            p { words("The file cannot be used as it is. What was read before stays in force.") }
            if !settings.faults.isEmpty { faults }
          }
        }
      } else if !settings.faults.isEmpty {
        div(.class("note attention")) {
          Sign("attention", words)
          faults
        }
      }
      ScrollTable(words("What is set"), isStacked: true) {
        thead {
          tr {
            th(.scope("col")) { words("Setting") }
            th(.scope("col")) { words("Value") }
            th(.scope("col")) { words("From") }
          }
        }
        tbody { ForEach(settings.settings) { row($0) } }
      }
    }
  }

  private var faults: some HTML {
    ul(.class("faults")) { ForEach(settings.faults) { fault in li { pre { fault } } } }
  }

  private func row(_ setting: SettingFacts.Setting) -> some HTML {
    tr {
      th(.scope("row")) { code { setting.name } }
      td(.class("value")) {
        setting.fault == nil ? setting.value ?? "–" : ""
        if let fault = setting.fault {
          span(.class("badge failed")) {
            Sign("failed", words)
            words("cannot be used")
          }
          pre(.class("fault")) { fault }
        }
      }
      td {
        if let line = setting.line {
          words("dropmill.yaml, line %1", "\(line)")
          small(.class("next-time")) { words("by default: %1", setting.byDefault ?? "–") }
        } else {
          words("by default")
        }
      }
    }
  }

  private var lead: String {
    let bad = checks.count { $0.tone != "good" }
    return bad == 0
      ? words("All parts are well.")
      : words.count(bad, "1 part wants to be looked at.", "%1 parts want to be looked at.")
  }
}
