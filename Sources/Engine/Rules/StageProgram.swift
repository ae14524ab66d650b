/// A program of the user that a rule names for a stage.
package struct StageProgram: Sendable, Equatable, Decodable {
  /// The stages that may be programs, as the rule file names them.
  package static let stages = ["ingest", "process", "nlg", "qa", "publish"]
  package static let timeoutMax = Duration.seconds(86_400)

  /// The program and its arguments. One that begins with `./` lies in the folder of rules; all
  /// others are absolute.
  package let run: [String]
  /// From start to end; nil: a minute.
  package let timeoutSeconds: Double?
  /// Bytes of address space; nil: 512 MiB.
  package let memoryBytes: Int?

  package init(run: [String], timeoutSeconds: Double? = nil, memoryBytes: Int? = nil) {
    self.run = run
    self.timeoutSeconds = timeoutSeconds
    self.memoryBytes = memoryBytes
  }
}
