import Foundation
import Pages
import Pipeline
import Rules

/// The rule files: what they are, and whether they hold.
struct RulesPage: HTML {
  struct File: Sendable {
    let name: String
    let rules: [String]
    let changed: Date
  }

  /// One that does not route: of a worker, of models, words for models.
  struct OwnFile: Sendable {
    let name: String
    /// There is one that comes along, and this would stand in its place.
    let isShipped: Bool
    /// Nil while there is none.
    let changed: Date?
    let faultCount: Int
  }

  let files: [File]
  let own: [OwnFile]
  let faults: [RuleFault]
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Rules"),
      words(
        "They say which file goes to which worker. The first rule that fits takes it."
      ))
    verdict
    ul(.class("cards")) {
      ForEach(files) { file in
        li(.class("card"), .id("rules-\(slug(file.name))")) {
          h2 { a(.href(RulesPage.link(file.name))) { file.name } }
          p { file.rules.isEmpty ? words("no rules") : file.rules.joined(separator: ", ") }
          p(.class("muted")) {
            words("Changed")
            " "
            Moment(file.changed, context)
          }
        }
      }
    }
    ownPart
    if context.mayManage {
      Part("new", words("A new file")) {
        form(.class("filters panel"), .method("get"), .action(Link("/rules/new"))) {
          div(.class("grow")) {
            label(.for("name")) { words("Name") }
            input(
              .id("name"), .name("name"), .type("text"), .required, .maxLength(80),
              .pattern("[0-9A-Za-z][0-9A-Za-z_\\-]*\\.yaml"), .placeholder("05-orders.yaml"))
          }
          button(.type("submit")) { words("Write it") }
        }
      }
    }
  }

  @HTMLBuilder private var ownPart: some HTML {
    if !own.isEmpty {
      Part("own", words("What workers and models are told")) {
        ScrollTable(words("What workers and models are told"), isStacked: true) {
          thead {
            tr {
              th(.scope("col")) { words("File") }
              th(.scope("col")) { words("State") }
            }
          }
          tbody { ForEach(own) { row($0) } }
        }
      }
    }
  }

  private func row(_ file: OwnFile) -> some HTML {
    tr {
      th(.scope("row")) { a(.href(RulesPage.link(file.name))) { file.name } }
      td {
        if file.faultCount > 0 {
          span(.class("badge failed")) {
            Sign("failed", words)
            words.count(file.faultCount, "1 fault", "%1 faults")
          }
          " "
        }
        if let changed = file.changed {
          words("Changed")
          " "
          Moment(changed, context)
        } else {
          span(.class("muted")) {
            file.isShipped ? words("as it comes along") : words("not there: nothing is set")
          }
        }
      }
    }
  }

  static func link(_ name: String) -> Link? { Link("/rules/file/\(Address.encoded(name))") }

  @HTMLBuilder private var verdict: some HTML {
    if faults.isEmpty {
      div(.class("note good")) {
        Sign("good", words)
        p { words("All rules hold: these are in force.") }
      }
    } else {
      div(.class("note failed")) {
        Sign("failed", words)
        div {
          p { strong { words("Some cannot be used. The rules from before stay in force.") } }
          FaultList(faults: faults, words: words)
        }
      }
    }
  }
}

/// What is wrong with rules, one a line, with the place.
struct FaultList: HTML {
  let faults: [RuleFault]
  let words: Words
  /// The field that has the text, where it is on the page: a script leads to the line.
  var editor: String?

  func write(_ writer: inout HTMLWriter) {
    ul(.class("faults")) {
      ForEach(faults) { fault in
        if let editor {
          li(
            .data(DataName("data-editor"), editor), .data(DataName("data-line"), "\(fault.line)")
          ) { pre { fault.description } }
        } else {
          li { pre { fault.description } }
        }
      }
    }.write(&writer)
  }
}

/// One rule file, to be read and, by those who may, changed.
struct RuleFilePage: HTML {
  let name: String
  let text: String
  let isNew: Bool
  let faults: [RuleFault]
  /// Of the text that was read, so that two people do not overwrite each other.
  let fingerprint: String
  let versions: [RuleHistory.Version]
  /// What somebody else has saved meanwhile: then `text` is not saved.
  let other: String?
  let preview: Preview
  let context: PageContext

  /// What comes of the text, for an example.
  enum Preview {
    case none, offered
    case shown([Section])

    var isOffered: Bool {
      if case .none = self { false } else { true }
    }

    struct Section {
      let name: String
      let text: String
    }
  }

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(name, isNew ? words("A new rule file") : words("A rule file"))
    if !faults.isEmpty {
      div(.class("note failed"), .role("alert")) {
        Sign("failed", words)
        div {
          p { strong { words("This cannot be used as it is; nothing was changed.") } }
          FaultList(faults: faults, words: words, editor: "rules-text")
        }
      }
    }
    if let other { conflict(other) }
    if case .shown(let sections) = preview { previewPart(sections) }
    if context.mayManage { editor } else { NumberedText(text: text) }
    if !versions.isEmpty { history }
  }

  private func previewPart(_ sections: [Preview.Section]) -> some HTML {
    Part("preview", words("What a model would read")) {
      p(.class("muted")) { words("The facts are made up. Nobody was asked.") }
      ForEach(sections) { section in
        h3 { section.name }
        pre(.class("code")) { section.text }
      }
    }
  }

  private func conflict(_ other: String) -> some HTML {
    div(.class("note attention"), .role("alert")) {
      Sign("attention", words)
      div {
        p {
          strong {
            words("Somebody else has changed this file since you opened it: nothing was saved.")
          }
        }
        p { words("This is what saving your text now would change in theirs:") }
        DifferenceView(from: other, to: text, words)
      }
    }
  }

  private var editor: some HTML {
    PostForm("/rules/file/\(Address.encoded(name))", context) {
      input(.type("hidden"), .name("fingerprint"), .value(fingerprint))
      label(.for("rules-text")) { words("The text of the file") }
      TextArea(id: "rules-text", name: "text", text: text, rows: 24)
      div(.class("actions")) {
        button(.type("submit"), .name("do"), .value("save")) { words("Check and save") }
        button(.type("submit"), .name("do"), .value("check"), .class("quiet")) {
          words("Only check")
        }
        if preview.isOffered {
          button(.type("submit"), .name("do"), .value("preview"), .class("quiet")) {
            words("Show it with an example")
          }
        }
      }
    }
  }

  private var history: some HTML {
    Part("history", words("Earlier versions")) {
      ol(.class("history panel")) {
        ForEach(versions.indices) { index in
          let version = versions[index]
          li {
            Moment(version.time, context)
            " "
            strong { version.by }
            if index + 1 < versions.count {
              details(.id("change-\(version.number)")) {
                summary { words("What it changed") }
                DifferenceView(from: versions[index + 1].text, to: version.text, words)
              }
            }
            details(.id("version-\(version.number)")) {
              summary { words("What it said") }
              NumberedText(text: version.text)
              if context.mayManage {
                PostForm("/rules/file/\(Address.encoded(name))", context) {
                  input(.type("hidden"), .name("text"), .value(version.text))
                  input(.type("hidden"), .name("fingerprint"), .value(fingerprint))
                  button(.type("submit"), .name("do"), .value("save"), .class("quiet")) {
                    words("Take this version again")
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// A field of several lines, which a script numbers; a parser drops the first line break, so there
/// is one more.
struct TextArea: HTML {
  let id: String
  let name: String
  let text: String
  let rows: Int

  func write(_ writer: inout HTMLWriter) {
    div(.class("editor")) {
      pre(.class("lines code"), .ariaHidden, .data(DataName("data-lines"), id))
      textarea(.id(id), .name(name), .rows(rows), .class("code"), .spellcheck("false")) {
        "\n" + text
      }
    }.write(&writer)
  }
}
