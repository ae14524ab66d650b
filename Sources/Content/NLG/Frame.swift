/// One way to word a message: a template, and when it may be used.
package struct Frame: Sendable {
  /// Unique within a grammar; texts name the frames they were made of.
  package let id: String
  let template: Template
  /// How likely it is beside the other frames of its message.
  let weight: Int
  private let needed: [FactKey]
  private let excluded: [FactKey]
  private let condition: (@Sendable (Facts) -> Bool)?
  /// The statement apart from its subject; see ``Template/predicate``.
  let predicate: Template?

  /// - Parameters:
  ///   - requires: Facts that must be known besides those in slots; a flag must be true.
  ///   - unless: Facts that must not be known.
  ///   - when: A further condition.
  package init(
    _ id: String, _ template: Template, weight: Int = 1, requires: [FactKey] = [],
    unless: [FactKey] = [], when: (@Sendable (Facts) -> Bool)? = nil
  ) {
    self.id = id
    self.template = template
    self.weight = weight
    needed = template.keys + requires
    excluded = unless
    condition = when
    predicate = template.predicate
  }

  /// Whether the facts allow the frame.
  package func fits(_ facts: Facts) -> Bool {
    needed.allSatisfy(facts.has) && !excluded.contains(where: facts.has)
      && (condition?(facts) ?? true)
  }

  /// The facts that the frame speaks of.
  var keys: [FactKey] { needed }
}
