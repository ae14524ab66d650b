import Pipeline

/// A line of `run --json`: something that became of a file.
struct RunEvent: Encodable {
  let type: String
  var item: Int?
  var file: String?
  var stage: String?
  var place: String?
  var outcome: String?
  /// Why, or what else there is to say.
  var detail: String?
  /// The item that had the same content first.
  var first: Int?
  var attempt: Int?
  /// Until the next attempt.
  var seconds: Double?
  var published: String?
  var records: Int?
  var rejects: Int?

  init(_ event: ItemEvent) {
    switch event {
    case .accepted(let id, let origin):
      type = "accepted"
      (item, file) = (id.number, origin)
    case .seenBefore(let id, let origin, let earlier):
      type = "seen-before"
      (item, file, first) = (id.number, origin, earlier.number)
    case .left(let origin, let reason):
      type = "left"
      (file, detail) = (origin, reason)
    case .waits(let origin, let reason):
      type = "waits"
      (file, detail) = (origin, reason)
    case .started(let id, let running):
      type = "started"
      (item, stage) = (id.number, running.rawValue)
    case .ended(let ended, let word, let rest, let reason):
      type = "ended"
      (item, file, outcome) = (ended.id.number, ended.origin, word)
      (place, detail, published) = (rest.rawValue, reason, ended.published)
      (records, rejects) = (ended.recordCount, ended.rejectCount)
    case .attemptFailed(let failed, let running, let number, let reason, let delay):
      type = "attempt-failed"
      (item, file, stage) = (failed.id.number, failed.origin, running.rawValue)
      (attempt, detail, seconds) = (number, reason, delay)
    }
  }
}
