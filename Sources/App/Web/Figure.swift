/// A family of figures that some part of the program gives to ``MetricsText``.
package struct Figure: Sendable {
  let name: String
  let kind: MetricsText.Kind
  let help: String
  let samples: [(labels: KeyValuePairs<String, String>, value: Double)]

  /// - Parameter samples: of few labels; never the name of a file or of a person.
  package init(
    _ name: String, _ kind: MetricsText.Kind, _ help: String,
    _ samples: [(labels: KeyValuePairs<String, String>, value: Double)]
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  package init(_ name: String, _ kind: MetricsText.Kind, _ help: String, _ value: Int) {
    let none: KeyValuePairs<String, String> = [:]
    self.init(name, kind, help, [(labels: none, value: Double(value))])
  }
}

extension MetricsText {
  package mutating func add(_ figure: Figure) {
    family(figure.name, figure.kind, figure.help)
    for sample in figure.samples { self.sample(figure.name, sample.labels, sample.value) }
  }
}
