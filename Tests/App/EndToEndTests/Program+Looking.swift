import Files
import Foundation
import TestSupport

// What a test wants to see of a workspace.
extension Program {
  /// What `status --json` says of an item.
  struct Item: Decodable, Equatable {
    let name: String
    let place: String
    let outcome: String?
    let reason: String?
  }

  func items() throws -> [Item] {
    struct Status: Decodable { let items: [Item] }
    let result = try run(["status", "--json", "--limit", "1000"])
    return try JSONDecoder().decode(Status.self, from: Data(result.output.utf8)).items
  }

  /// Starts a daemon and waits until it watches.
  func startAndWait() async throws -> ChildProcess {
    let starts = try started()
    let daemon = try start()
    try await eventually("the daemon has started") { try started() > starts }
    return daemon
  }

  /// Where each dropped file lies now: its places by its name.
  func places() throws -> [String: [String]] {
    var places: [String: [String]] = [:]
    for place in ["ingest", "process", "nlg", "qa", "publish", "hold", "failed", "done"] {
      for name in try sources(in: place) { places[name, default: []].append(place) }
    }
    for path in try TreeListing.paths(below: inbox) {
      places[Path.escaped(path.name), default: []].append("inbox")
    }
    return places
  }

  /// What is published, without the reports, which tell times, and without items' numbers.
  func published() throws -> [String: [UInt8]] {
    let files = try TreeListing.of(outbox).filter { file in
      !file.key.contains("/report.") && !file.key.contains("/reports/")
    }
    return Dictionary(uniqueKeysWithValues: files.map { (Self.unnumbered($0.key), $0.value) })
  }

  /// The path of a result without the number of its item, which says who was first.
  private static func unnumbered(_ path: String) -> String {
    path.replacing(/\/items\/\d+-/, with: "/items/")
  }

  private func started() throws -> Int {
    let path = root / "daemon.log"
    if try FileStatus.ifPresent(path) == nil { return 0 }
    return try log().split(separator: "\n").count { $0.contains("daemon started") }
  }
}
