import Files
import Telemetry

// How one item becomes several, whole in spite of a crash:
//
//   mark     `item.json` says that the item is being split; it is durable, and so are the parts
//   accept   each part is routed and claimed as if it had been dropped: one rename each; only its
//            business is the item's, whatever its name says
//   end      the item is done, and keeps the original
//
// A crash before the mark leaves an ingest that runs again and makes the parts anew. Behind it the
// stage is not run any more: the parts that are still there are accepted, the others are items.

/// Makes items of the parts of an item.
struct Splitting {
  let intake: Intake
  let logger: Logger
  let observe: @Sendable (ItemEvent) -> Void

  static let outcome = "split"

  /// Parts that are claimed in one go.
  private static let batch = 200

  /// - Returns: which parts became no items, and why.
  /// - Throws: when some could not be taken now: they are still there.
  func run(_ item: inout Item, _ text: String, in directory: Path) async throws -> [Finding] {
    if item.split == nil {
      item.split = text
      try item.write(in: directory)
      try await intake.makeDurable([directory] + ItemSync.files(in: directory))
      try await intake.remember(item)
    }
    var findings: [Finding] = []
    var rest = try arrivals(of: item, in: directory / ItemDirectory.parts)[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(Self.batch))
      rest = rest.dropFirst(Self.batch)
      let acceptances = try await intake.accept(batch)
      for (arrival, acceptance) in zip(batch, acceptances) {
        if let finding = try report(arrival, acceptance, item) { findings.append(finding) }
      }
    }
    return findings
  }

  /// The parts that are still there, in the order of their paths.
  private func arrivals(of item: Item, in root: Path) throws -> [Arrival] {
    if try FileStatus.ifPresent(root) == nil { return [] }
    let folder = Self.folder(of: item)
    let parts = SourceFile(name: item.name, path: root, size: 0, isBundle: true)
    return try parts.files().compactMap { $0.path.relative(to: root) }.map { relative in
      Arrival(
        Arrival.Part(parent: item.id, business: item.business, root: root, relative: relative),
        as: folder / relative)
    }
  }

  private func report(
    _ arrival: Arrival, _ acceptance: Acceptance, _ item: Item
  ) throws -> Finding? {
    let origin = arrival.relative.description
    switch acceptance {
    case .held(let part, let reason):
      preconditionFailure("a part is never torn: \(part.id), \(reason)")
    case .accepted(let id):
      logger.info(
        "item accepted", ["item": "\(id)", "file": origin, "part_of": "\(item.id)"])
      observe(.accepted(id, origin: origin))
    case .seenBefore(let id, let first):
      observe(.seenBefore(id, origin: origin, first: first))
    case .left(let reason):
      return Finding(.warning, "part", "“\(origin)” did not become an item: \(reason)")
    case .later, .gone:
      throw PartError(origin: origin)
    }
    return nil
  }

  /// Where the parts would lie in the inbox: beside the item, in a folder of its name.
  static func folder(of item: Item) -> Path {
    var parts = item.name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 1 { parts.removeLast() }
    if parts.count > 1, parts.last?.lowercased() == "tar" { parts.removeLast() }
    let stem = parts.joined(separator: ".")
    return Path(item.origin).parent / (stem.isEmpty ? item.name : stem)
  }
}

/// A part could not be taken now.
struct PartError: Error, CustomStringConvertible {
  let origin: String
  var description: String { "the part “\(origin)” could not be taken; the log says why" }
}
