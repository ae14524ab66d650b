/// Writes a text from a document plan and facts.
///
/// ```swift
/// extension FactKey {
///   static let kind: Self = "kind"
///   static let shelves: Self = "shelves"
///   static let width: Self = "width"
///   static let price: Self = "price"
/// }
///
/// let subject = Subject(
///   first: ["this \(.value(.kind))"], later: ["the \(.value(.kind))", "the piece"])
/// let plan = DocumentPlan("standard", [
///   MessageGroup([
///     Message("size", [
///       Frame("size-has", "\(.subject) has \(.count(.shelves, "shelf"))."),
///       Frame("size-find", "Inside it you find \(.count(.shelves, "shelf"))."),
///     ]),
///     Message("width", [Frame("width", "\(.subject) measures \(.value(.width)) across.")]),
///   ]),
///   MessageGroup([Message("price", [Frame("price", "It costs \(.value(.price)).")])]),
/// ])
/// let facts = Facts([
///   Fact(.kind, .text("bookcase")), Fact(.shelves, .integer(3)),
///   Fact(.width, .measure(Measure(85, .centimetres))),
///   Fact(.price, .money(Money(minorUnits: 4_000, currency: Currency(code: "GBP")))),
/// ])
/// let text = Realiser(subject: subject).write(plan, facts: facts, seed: "item-17")
/// // This bookcase has three shelves and measures 85 cm across. It costs £40.
/// ```
package struct Realiser: Sendable {
  private let subject: Subject
  private let sentenceWordsMax: Int
  private let joinPercent: Int

  /// - Parameters:
  ///   - sentenceWordsMax: Statements are joined, and seams closed, only up to this length.
  ///   - joinPercent: How often two statements that could share a subject do.
  package init(subject: Subject, sentenceWordsMax: Int = 28, joinPercent: Int = 50) {
    self.subject = subject
    self.sentenceWordsMax = sentenceWordsMax
    self.joinPercent = joinPercent
  }

  /// Draws one of the plans by weight and writes it.
  ///
  /// - Returns: `nil` when there is no plan with a weight above 0.
  package func write(
    _ plans: [DocumentPlan], facts: Facts, seed: String, variant: Int = 0
  ) -> Text? {
    var generator = SplitMix64(seed: FNV1a64.hash("plan|\(seed)|\(variant)"))
    guard let plan = generator.pick(from: plans, weight: \.weight) else { return nil }
    return write(plan, facts: facts, seed: seed, variant: variant)
  }

  /// Writes the text that plan, facts, seed and variant determine.
  ///
  /// - Parameters:
  ///   - seed: What makes this text another than that of equal facts, such as an identifier.
  ///   - variant: Numbers further texts for the same seed, for a choice among them.
  package func write(
    _ plan: DocumentPlan, facts: Facts, seed: String, variant: Int = 0
  ) -> Text {
    let content = FNV1a64.hash("\(seed)|\(variant)|\(plan.id)|\(facts.fingerprint)")
    var writing = Writing(facts: facts, subject: subject, generator: SplitMix64(seed: content))
    for group in plan.groups { write(group, in: &writing) }
    return Text(
      string: writing.sentences.joined(separator: " "), used: writing.used,
      frames: writing.frames, plan: plan.id)
  }

  private func write(_ group: MessageGroup, in writing: inout Writing) {
    let messages =
      group.isShuffled ? writing.generator.shuffled(group.messages) : group.messages
    var frames: [Frame] = []
    for message in messages {
      let fitting = message.frames.filter { $0.fits(writing.facts) }
      if let frame = writing.generator.pick(from: fitting, weight: \.weight) {
        frames.append(frame)
      }
    }
    var index = 0
    while index < frames.count {
      if index + 1 < frames.count, join(frames[index], frames[index + 1], in: &writing) {
        index += 2
      } else {
        write(frames[index], in: &writing)
        index += 1
      }
    }
  }

  /// Writes two statements about the subject as one sentence, when they allow it, the draw says so
  /// and the sentence stays short enough.
  private func join(_ first: Frame, _ second: Frame, in writing: inout Writing) -> Bool {
    guard first.predicate != nil, let predicate = second.predicate else { return false }
    guard writing.generator.chance(percent: joinPercent) else { return false }
    var attempt = writing
    attempt.begin(first)
    attempt.fill(first.template, seams: .together)
    attempt.takeBackFullStop()
    attempt.append(" and")
    attempt.fill(predicate, seams: .together)
    attempt.note(second)
    guard attempt.finish() <= sentenceWordsMax else { return false }
    writing = attempt
    return true
  }

  /// Writes a frame as it is, or opens its seams when it would be too long.
  private func write(_ frame: Frame, in writing: inout Writing) {
    var attempt = writing
    attempt.begin(frame)
    attempt.fill(frame.template, seams: .together)
    if attempt.finish() > sentenceWordsMax, frame.template.hasSeam {
      attempt = writing
      attempt.begin(frame)
      attempt.fill(frame.template, seams: .apart)
      _ = attempt.finish()
    }
    writing = attempt
  }
}
