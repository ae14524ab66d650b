import Pages
import Pipeline

/// A small drawing that says the same as the word beside it, for those who do not see its colour.
struct Sign: HTML {
  private let mark: String

  init(_ state: String, _ words: Words) {
    mark =
      switch state {
      case "good", "done": "✓"
      case "failed": "✕"
      case "attention", "hold": "!"
      case "trash": "–"
      default: "→"
      }
  }

  func write(_ writer: inout HTMLWriter) {
    span(.class("sign"), .ariaHidden) { mark }.write(&writer)
  }
}

/// Where an item is, as a sign and a word.
struct StateBadge: HTML {
  let place: Workspace.Place
  /// What the queue says of it.
  let state: String?
  let words: Words

  init(_ place: Workspace.Place, state: String? = nil, _ words: Words) {
    self.place = place
    self.state = state
    self.words = words
  }

  init(_ item: ItemSummary, _ words: Words) {
    self.init(Workspace.Place(rawValue: item.place) ?? .done, state: item.state, words)
  }

  func write(_ writer: inout HTMLWriter) {
    span(.class("badge \(tone)")) {
      Sign(place.isUnderWay ? "working" : place.rawValue, words)
      label
    }.write(&writer)
  }

  private var tone: String {
    switch place {
    case .done: "good"
    case .failed: "failed"
    case .hold: "attention"
    case .trash: "plain"
    case .ingest, .process, .nlg, .qa, .publish: state == "retryable" ? "attention" : "working"
    }
  }

  private var label: String {
    switch place {
    case .done: words("done")
    case .failed: words("failed")
    case .hold: words("waits for you")
    case .trash: words("deleted")
    case .ingest, .process, .nlg, .qa, .publish:
      switch state {
      case "running": words("%1, at work", place.stage?.title(words) ?? "")
      case "retryable": words("%1, tries again", place.stage?.title(words) ?? "")
      default: words("%1, in the queue", place.stage?.title(words) ?? "")
      }
    }
  }
}

extension Stage {
  /// For people who know nothing of stages.
  func title(_ words: Words) -> String {
    switch self {
    case .ingest: words("Read")
    case .process: words("Decide")
    case .nlg: words("Write")
    case .qa: words("Check")
    case .publish: words("Publish")
    }
  }
}

extension Workspace.Place {
  func title(_ words: Words) -> String {
    switch self {
    case .hold: words("Waits for you")
    case .failed: words("Failed")
    case .done: words("Done")
    case .trash: words("Deleted")
    case .ingest, .process, .nlg, .qa, .publish: stage?.title(words) ?? rawValue
    }
  }
}
