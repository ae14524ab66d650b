/// One thing to say, with several ways to say it; left unsaid when no frame fits the facts.
package struct Message: Sendable {
  package let id: String
  let frames: [Frame]

  package init(_ id: String, _ frames: [Frame]) {
    self.id = id
    self.frames = frames
  }
}

/// Messages that belong together. Statements within a group may be joined into one sentence.
package struct MessageGroup: Sendable {
  let messages: [Message]
  let isShuffled: Bool

  /// - Parameter shuffled: Whether the order is drawn by the seed; otherwise it is as given.
  package init(shuffled: Bool = false, _ messages: [Message]) {
    self.messages = messages
    isShuffled = shuffled
  }
}

/// What a text speaks of, in which order.
package struct DocumentPlan: Sendable {
  package let id: String
  /// How likely it is beside other plans.
  package let weight: Int
  let groups: [MessageGroup]

  package init(_ id: String, weight: Int = 1, _ groups: [MessageGroup]) {
    self.id = id
    self.weight = weight
    self.groups = groups
  }
}
