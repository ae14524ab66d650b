import Pipeline

/// The last line of a command that waited for items: how many came out how, and how long it took.
struct RunSummary: Encodable, Equatable {
  private let type = "summary"
  var done = 0
  var held = 0
  var failed = 0
  /// Seen before, or left in the inbox.
  var skipped = 0
  var seconds = 0.0
  /// Files that lie in the inbox when a run has ended that ends by itself.
  var waiting: Int?
  var staying: Int?

  /// By where it rests; what was seen before is skipped.
  mutating func count(_ item: ItemSummary) {
    if item.outcome == SeenBefore.outcome { skipped += 1 } else { count(item.place) }
  }

  /// - Parameter place: where an item rests.
  mutating func count(_ place: String) {
    switch place {
    case Workspace.Place.failed.rawValue: failed += 1
    case Workspace.Place.hold.rawValue: held += 1
    default: done += 1
    }
  }

  /// `3 done, 1 held, 0 failed, 0 skipped in 4 s`, and behind it what lies in the inbox still.
  var text: String {
    let rest = [(waiting, "wait"), (staying, "stay")].compactMap { count, verb -> String? in
      guard let count, count > 0 else { return nil }
      return "\(count) \(verb)\(count == 1 ? "s" : "")"
    }
    return
      "\(done) done, \(held) held, \(failed) failed, \(skipped) skipped in \(Pace.span(seconds))"
      + (rest.isEmpty ? "" : "; \(rest.joined(separator: " and ")) in the inbox")
  }

  func tell(_ console: Console) throws {
    if console.isJSON { return try console.line(json: self) }
    console.note(text)
  }
}
