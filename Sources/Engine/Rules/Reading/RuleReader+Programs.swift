extension RuleReader {
  /// The programs of a rule, by the stage that each is.
  mutating func programs(_ fields: Fields, of worker: KnownWorker?) -> [String: StageProgram] {
    guard let node = fields["stages"] else { return [:] }
    if let worker, !worker.runsPrograms {
      let names = workers.filter(\.value.runsPrograms).map { "“worker: \($0.key)”" }.sorted()
        .joined(separator: " and ")
      faults.error(
        "this worker has its own stages", at: node.mark,
        hint: "programs are for \(names), whose stages are yours to name")
    }
    let stages = group(fields, "stages", keys: StageProgram.stages)
    var programs: [String: StageProgram] = [:]
    for name in StageProgram.stages where stages[name] != nil {
      let inner = group(stages, name, keys: ["run", "timeout", "memory"])
      programs[name] = program(inner)
    }
    return programs
  }

  private mutating func program(_ fields: Fields) -> StageProgram? {
    let run = texts(fields, "run")
    guard let first = run.first else {
      if fields["run"] == nil {
        faults.error(
          "the stage names no program", at: fields.mark, hint: "write run: [./enrich.py]")
      }
      return nil
    }
    if let wrong = Self.fault(ofProgram: first.0) {
      faults.error(wrong, at: first.1.mark, hint: "put it beside the rules: run: [./enrich.py]")
    } else if !hasProgram(first.0) {
      faults.error(
        "“\(first.0)” is not there, or may not be run", at: first.1.mark,
        hint: first.0.hasPrefix("./")
          ? "it belongs in the folder of rules; make it executable: chmod +x" : nil)
    }
    let timeout = duration(fields, "timeout", in: .zero...StageProgram.timeoutMax, "1 day")
    return StageProgram(
      run: run.map(\.0), timeoutSeconds: timeout.map(Self.seconds),
      memoryBytes: bytes(fields, "memory"))
  }

  private static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  /// A program is found in one place only: nothing is looked up, and no shell is asked.
  private static func fault(ofProgram path: String) -> String? {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    if !path.hasPrefix("./"), !path.hasPrefix("/") {
      return "“\(path)” is no path of a program"
    }
    if names.contains("..") || names.contains("") || names.isEmpty {
      return "“\(path)” leads elsewhere"
    }
    return nil
  }
}
