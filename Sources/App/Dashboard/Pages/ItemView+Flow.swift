import Pages
import Pipeline

// What became of a file, from left to right, and how to send it another way.
extension ItemView {
  /// What went in, what each step made of it, and what came out.
  var flow: some HTML {
    Part("flow", words("From the file to the result")) {
      ol(.class("flow")) {
        li {
          strong { words("The original") }
          small { words.size(item.size) }
        }
        ForEach(item.runs) { run in
          li {
            if let link = Link("/items/\(item.id.number)/stages/\(run.stage.rawValue)"),
              run.stage.streamName != nil
            {
              a(.href(link)) { run.stage.title(words) }
            } else {
              strong { run.stage.title(words) }
            }
            if run.stage.streamName != nil {
              small { words.count(run.records, "1 record", "%1 records") }
            }
            if run.rejects > 0 {
              small(.class("bad")) { words("%1 left out", words.number(run.rejects)) }
            }
            if let held = item.held[run.stage.rawValue], held > 0 {
              small(.class("attention")) { words("%1 held back", words.number(held)) }
            }
          }
        }
        if !details.parts.isEmpty {
          li {
            a(.href(Link("#lineage"))) {
              words.count(details.partCount, "1 part", "%1 parts")
            }
          }
        }
        if let published = item.published {
          li(.class("good")) {
            if let result {
              a(.href(result)) { words("Published") }
            } else {
              strong { words("Published") }
            }
            small { "outbox/\(published)" }
          }
        }
      }
    }
  }

  /// It went to the wrong business, or nobody knew to whom.
  var change: some HTML {
    Part("change", words("Change and run again")) {
      PostForm("/items/\(item.id.number)/change", context) {
        div(.class("panel form-grid")) {
          Field("business", words("The business that it is for"), .text, value: item.business)
          div(.class("actions")) {
            button(.type("submit"), .class("quiet")) { words("Change it and run it again") }
          }
        }
      }
    }
  }

  /// With a button that copies it, where there is a script.
  func copied(_ text: String) -> some HTML {
    code(.data(DataName("data-copy"), text)) { text }
  }
}
