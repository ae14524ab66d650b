import Archives
import Files
import Pipeline
import Processes
import Watching

/// A parcel ends with its opening: ingest lays out its parts, and each becomes an item.
struct ParcelsRoute: Route {
  let name = "parcels"
  let archives: ArchiveWorker

  func ingest(
    _ source: SourceFile, to records: RecordWriter<Part>, in context: StageContext
  ) async throws -> Outcome {
    if let parent = context.item.parent {
      return Self.rejection(
        "nested",
        "it came in another archive (item \(parent)), and archives in archives are not opened: take"
          + " it out and drop it by itself.")
    }
    let parts = try context.makeParts()
    let opening = Opening(archives: archives)
    let unpacked: Unpacked
    do {
      unpacked = try await opening.open(source, into: parts)
    } catch let error as ArchiveError {
      if !error.isFinal { throw error }
      return .reject([Finding(.error, "archive-refused", "\(error).")])
    }
    let sorted = try opening.sort(parts)
    try report(unpacked, sorted.unfinished, to: records, in: context)
    if sorted.clutter > 0 {
      context.decide(
        "\(sorted.clutter) files that programs leave in every folder were passed over.")
    }
    let files = sorted.files
    if files.isEmpty { return Self.rejection("nothing-inside", "no file in it can be used.") }
    for file in files { try records.append(Part(name: file.name, bytes: file.size)) }
    return .split(Self.text(of: files))
  }

  private func report(
    _ unpacked: Unpacked, _ unfinished: [Path], to records: RecordWriter<Part>,
    in context: StageContext
  ) throws {
    for entry in unpacked.leftOut {
      try records.reject(line: entry.number, value: entry.name, reason: "\(entry.reason)")
    }
    for path in unfinished {
      let reason = IgnoredNames.explanation(of: path) ?? "its name is not taken"
      try records.reject(line: 0, value: path.description, reason: reason)
    }
    let count = unpacked.leftOutCount + unfinished.count
    if count == 0 { return }
    context.note(
      Finding(
        .warning, "left-out",
        "\(count) of its files were left out; the rejects say which, and why."))
  }

  /// `3 files became items of their own: 2 .jpg, 1 .csv`
  private static func text(of files: [SourceFile]) -> String {
    var kinds: [String: Int] = [:]
    for file in files {
      let name = file.name.split(separator: "/").last ?? ""
      let ending = name.lastIndex(of: ".").map { name[$0...].lowercased() } ?? "others"
      kinds[ending, default: 0] += 1
    }
    let sorted = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let list = sorted.prefix(8).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return "\(files.count) files became items of their own: \(list)"
  }

  private static func rejection(_ code: String, _ text: String) -> Outcome {
    .reject([Finding(.error, code, "The parcel was not opened: \(text)")])
  }
}

// Nothing is left to do behind the opening.
extension ParcelsRoute {
  func process(
    _ records: RecordReader<Part>, to plans: RecordWriter<Part>, in context: StageContext
  ) async throws -> Outcome { Self.unreachable(context.stage) }

  func nlg(
    _ plans: RecordReader<Part>, to drafts: RecordWriter<Part>, in context: StageContext
  ) async throws -> Outcome { Self.unreachable(context.stage) }

  func qa(
    _ drafts: RecordReader<Part>, to approved: RecordWriter<Part>, in context: StageContext
  ) async throws -> Outcome { Self.unreachable(context.stage) }

  func publish(
    _ drafts: RecordReader<Part>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome { Self.unreachable(context.stage) }

  private static func unreachable(_ stage: Stage) -> Outcome {
    preconditionFailure("a parcel does not come to \(stage.rawValue): ingest splits it")
  }
}
