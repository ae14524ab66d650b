import Foundation
import Rules
import Tables

// `item.json` and `report.json`, as `Item`'s `Decodable` reads them. Written by hand: every item is
// written three times on its way, and Foundation's encoder takes a tenth of the whole walk.
extension Item {
  package func json() -> [UInt8] {
    var json = JSONWriter(reservingCapacity: 2048, isIndented: true)
    json.beginObject()
    json.key("id")
    json.value(id.number)
    write(origin: &json)
    write(rule: &json)
    write(history: &json)
    if let published { json.put("published", published) }
    if let report { json.put("report", report) }
    if let recordsBefore { json.put("recordsBefore", recordsBefore) }
    if let parent {
      json.key("parent")
      json.value(parent.number)
    }
    if let split { json.put("split", split) }
    if let growth { write(growth, to: &json) }
    json.endObject()
    json.endLine()
    return json.takeBytes()
  }

  private func write(origin json: inout JSONWriter) {
    json.put("name", name)
    if !nameBytes.elementsEqual(name.utf8) {
      json.key("rawName")
      json.list(nameBytes) { $0.value(Int($1)) }
    }
    json.put("origin", origin)
    json.put("fingerprint", fingerprint)
    json.put("size", size)
    json.key("isBundle")
    json.value(isBundle)
    json.put("received", received.formatted(.iso8601))
  }

  private func write(rule json: inout JSONWriter) {
    json.put("worker", worker)
    json.put("route", route)
    json.put("business", business)
    json.put("rule", rule)
    json.key("options")
    json.beginObject()
    for (name, value) in options.sorted(by: { $0.key < $1.key }) {
      json.key(name)
      json.value(value)
    }
    json.endObject()
    if let programs { write(programs, to: &json) }
    if let isTakenAgain {
      json.key("isTakenAgain")
      json.value(isTakenAgain)
    }
    if let attemptsMax { json.put("attemptsMax", attemptsMax) }
    if let backoffSeconds { json.put("backoffSeconds", backoffSeconds) }
  }

  private func write(_ programs: [String: StageProgram], to json: inout JSONWriter) {
    json.key("programs")
    json.beginObject()
    for (stage, program) in programs.sorted(by: { $0.key < $1.key }) {
      json.key(stage)
      json.beginObject()
      json.key("run")
      json.list(program.run) { $0.value($1) }
      if let seconds = program.timeoutSeconds { json.put("timeoutSeconds", seconds) }
      if let bytes = program.memoryBytes { json.put("memoryBytes", bytes) }
      json.endObject()
    }
    json.endObject()
  }

  private func write(_ attempts: [Attempt], to json: inout JSONWriter) {
    json.key("attempts")
    json.list(attempts) { json, attempt in
      json.beginObject()
      json.put("stage", attempt.stage.rawValue)
      json.put("number", attempt.number)
      json.put("time", attempt.time.formatted(.iso8601))
      json.put("message", attempt.message)
      json.endObject()
    }
  }

  private func write(_ growth: Growth, to json: inout JSONWriter) {
    json.key("growth")
    json.beginObject()
    json.put("path", growth.path)
    if let rawPath = growth.rawPath {
      json.key("rawPath")
      json.list(rawPath) { $0.value(Int($1)) }
    }
    json.put("directory", growth.directory)
    json.put("device", growth.device)
    json.put("inode", growth.inode)
    json.put("from", growth.from)
    json.key("isNew")
    json.value(growth.isNew)
    json.put("content", growth.content)
    json.key("mark")
    json.beginObject()
    json.put("offset", growth.mark.offset)
    json.put("head", growth.mark.head)
    json.put("headCount", growth.mark.headCount)
    json.put("tail", growth.mark.tail)
    json.put("tailCount", growth.mark.tailCount)
    json.endObject()
    json.endObject()
  }

  private func write(history json: inout JSONWriter) {
    json.key("decisions")
    json.list(decisions) { json, decision in
      json.beginObject()
      json.put("stage", decision.stage)
      json.put("text", decision.text)
      if let time = decision.time { json.put("time", time.formatted(.iso8601)) }
      if let by = decision.by { json.put("by", by) }
      json.endObject()
    }
    json.key("runs")
    json.list(runs) { json, run in
      json.beginObject()
      json.put("stage", run.stage.rawValue)
      json.put("milliseconds", run.milliseconds)
      json.put("records", run.records)
      json.put("rejects", run.rejects)
      if let cells = run.rejectedCells { json.put("rejectedCells", cells) }
      if let begun = run.begun { json.put("begun", begun) }
      json.endObject()
    }
    if let attempts { write(attempts, to: &json) }
    json.key("findings")
    json.list(findings) { $0.value($1) }
    json.key("held")
    json.beginObject()
    for (stage, count) in held.sorted(by: { $0.key < $1.key }) { json.put(stage, count) }
    json.endObject()
    guard let decided else { return }
    json.key("decided")
    json.beginObject()
    for (stage, records) in decided.sorted(by: { $0.key < $1.key }) {
      json.key(stage)
      json.list(records) { $0.value($1) }
    }
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func put(_ key: String, _ value: String) {
    self.key(key)
    self.value(value)
  }

  fileprivate mutating func put(_ key: String, _ value: Int) {
    self.key(key)
    self.value(value)
  }

  fileprivate mutating func put(_ key: String, _ value: Double) {
    self.key(key)
    self.value(value)
  }

  fileprivate mutating func list<Values: Sequence>(
    _ values: Values, _ write: (inout JSONWriter, Values.Element) -> Void
  ) {
    beginArray()
    for value in values { write(&self, value) }
    endArray()
  }

  fileprivate mutating func value(_ finding: Finding) {
    beginObject()
    put("severity", finding.severity.rawValue)
    put("code", finding.code)
    put("message", finding.message)
    if let line = finding.line { put("line", line) }
    if let stage = finding.stage { put("stage", stage.rawValue) }
    if let record = finding.record { put("record", record) }
    endObject()
  }

  /// An option looks as it does in the rule file.
  fileprivate mutating func value(_ option: RuleValue) {
    switch option {
    case .flag(let flag): value(flag)
    case .integer(let integer): value(integer)
    case .number(let number): value(number)
    case .text(let text): value(text)
    case .list(let values): list(values) { $0.value($1) }
    }
  }
}
