/// What a person can do with an item.
package enum ItemAction: Hashable, Sendable, CustomStringConvertible {
  /// A failed item, from its source.
  case retry
  /// A held item, or the records that were held back from it, go on.
  case release
  /// A held item, or what was held back from it, is not wanted.
  case reject
  /// An item that has come to a rest, from a stage on.
  case replay(Stage)
  /// An item that waits for its turn is taken out of the queue.
  case cancel
  /// To the deleted ones, from where it can be put back.
  case delete
  case restore
  /// A deleted item is removed for good; what the index knows of it stays.
  case purge

  package static let all: [ItemAction] =
    [.retry, .release, .reject, .cancel, .delete, .restore, .purge]
    + Stage.allCases.map { .replay($0) }

  /// `retry`, `replay-nlg` and so on.
  package var description: String {
    switch self {
    case .retry: "retry"
    case .release: "release"
    case .reject: "reject"
    case .replay(let stage): "replay-\(stage.rawValue)"
    case .cancel: "cancel"
    case .delete: "delete"
    case .restore: "restore"
    case .purge: "purge"
    }
  }

  /// - Returns: nil when the text is no ``description``.
  package init?(_ text: String) {
    guard let action = Self.all.first(where: { $0.description == text }) else { return nil }
    self = action
  }

  /// Where an item can lie for it.
  package var places: [Workspace.Place] {
    switch self {
    case .retry: [.failed]
    case .release, .reject: [.hold]
    case .replay, .delete: [.done, .hold, .failed]
    case .cancel: Stage.allCases.map { Workspace.Place($0) }
    case .restore, .purge: [.trash]
    }
  }

  /// Whether nobody can take it back.
  package var isForGood: Bool { self == .purge }

  /// Whether it makes work for the pipeline.
  var makesWork: Bool {
    switch self {
    case .retry, .release, .replay: true
    case .reject, .cancel, .delete, .restore, .purge: false
    }
  }
}
