/// A text on its way: what has been said so far, and the sentence being filled.
///
/// A plain value, so that the realiser can try a sentence and drop it again with all its draws.
struct Writing {
  enum Seams { case together, apart }

  /// Stands where an article goes until the words after it are known. Facts cannot hold it, because
  /// control characters are taken out of them.
  static let articleMark: UInt8 = 0x01

  let facts: Facts
  let subject: Subject
  var generator: SplitMix64
  private(set) var sentences: [String] = []
  private(set) var used: [FactKey] = []
  private(set) var frames: [String] = []

  private var sentence = ""
  private var lastName: Int?
  private var isSubjectNamed = false
  private var isSubjectFresh = false
  private var beginsWithSubject = false

  init(facts: Facts, subject: Subject, generator: SplitMix64) {
    self.facts = facts
    self.subject = subject
    self.generator = generator
  }

  // MARK: One sentence

  mutating func begin(_ frame: Frame) {
    sentence = ""
    beginsWithSubject = false
    note(frame)
  }

  /// Remembers what a frame speaks of.
  mutating func note(_ frame: Frame) {
    frames.append(frame.id)
    for key in frame.keys { note(key) }
  }

  mutating func append(_ text: String) { sentence += text }

  mutating func takeBackFullStop() {
    if sentence.hasSuffix(".") { sentence.removeLast() }
  }

  /// Sets the sentence right, and gives the number of words of its longest part.
  mutating func finish() -> Int {
    let parts = Polish.sentences(in: sentence)
    sentences += parts
    isSubjectFresh = beginsWithSubject
    return parts.map(Polish.wordCount).max() ?? 0
  }

  mutating func fill(_ template: Template, seams: Seams) {
    for piece in template.pieces {
      switch piece {
      case .literal(let text): sentence += text
      case .slot(let slot): fill(slot, seams: seams)
      }
    }
  }

  private mutating func fill(_ slot: Slot, seams: Seams) {
    switch slot {
    case .a: sentence.unicodeScalars.append(Unicode.Scalar(Writing.articleMark))
    case .oneOf(let ways): sentence += generator.pick(from: ways) ?? ""
    case .subject: nameSubject()
    case .seam(let together, let apart): sentence += seams == .together ? together : apart
    default: sentence += slot.filled(from: facts)
    }
  }

  private mutating func note(_ key: FactKey) {
    if !used.contains(key) { used.append(key) }
  }

  // MARK: The subject

  private mutating func nameSubject() {
    if sentence.isEmpty { beginsWithSubject = true }
    guard isSubjectNamed else {
      isSubjectNamed = true
      let fitting = subject.first.filter { $0.keys.allSatisfy(facts.has) }
      fillName(generator.pick(from: fitting) ?? subject.first[subject.first.count - 1])
      return
    }
    var choices = subject.later.indices.filter { index in
      index != lastName && subject.later[index].keys.allSatisfy(facts.has)
    }
    let pronounChoice = subject.later.count
    if subject.pronoun != nil, isSubjectFresh, lastName != pronounChoice {
      choices.append(pronounChoice)
    }
    lastName = generator.pick(from: choices) ?? lastName ?? pronounChoice
    if let index = lastName, index < pronounChoice {
      fillName(subject.later[index])
    } else {
      sentence += subject.pronoun ?? "it"
    }
  }

  private mutating func fillName(_ template: Template) {
    fill(template, seams: .together)
    for key in template.keys where facts.has(key) { note(key) }
  }
}

extension Slot {
  /// The words for a slot that needs nothing but its fact; empty when that is missing.
  fileprivate func filled(from facts: Facts) -> String {
    guard let key, let value = facts[key]?.value else { return "" }
    switch self {
    case .number: return value.count.map(English.number) ?? value.plain
    case .digits: return value.count.map { $0.written(.plain) } ?? value.plain
    case .count(_, let noun):
      guard let count = value.count else { return value.plain }
      return "\(English.number(count)) \(noun.form(for: count))"
    case .compound(_, let noun):
      guard let count = value.count else { return value.plain }
      return "\(count.written(.commas))-\(noun.singular)"
    case .list(_, let limit):
      guard case .list(let list) = value else { return value.plain }
      return English.list(Array(list.prefix(limit)))
    case .agree(_, let one, let other): return value.count == 1 ? one : other
    default: return value.plain
    }
  }
}
