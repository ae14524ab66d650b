import Foundation
import HTTPServer
import TestSupport
import Testing

@Suite struct `The figures` {
  private static let checker = "/usr/bin/promtool"

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: checker),
      "there is no promtool here: apt install prometheus"))
  func `pass the checks of Prometheus's own tool`() async throws {
    let text = try await figures()
    let result = try ChildProcess(
      Self.checker, ["check", "metrics"], input: Array(text.utf8), output: .here, errors: .here
    ).finish()
    #expect(result.code == 0, "\(result.text)")
  }

  @Test func `tell what each is, and are of few labels`() async throws {
    let lines = try await figures().split(separator: "\n")
    var families: Set<Substring> = []
    for line in lines {
      if line.hasPrefix("# HELP ") { continue }
      if line.hasPrefix("# TYPE ") {
        families.insert(line.split(separator: " ")[2])
        continue
      }
      let name = line.prefix { $0 != "{" && $0 != " " }
      let family = ["_bucket", "_sum", "_count"].reduce(name) { name, suffix in
        name.hasSuffix(suffix) && families.contains(name.dropLast(suffix.count))
          ? name.dropLast(suffix.count) : name
      }
      #expect(families.contains(family), "\(line)")
      #expect(line.split(separator: " ").last.flatMap { Double($0) } != nil, "\(line)")
    }
    #expect(families.contains("dropmill_watches"))
    #expect(families.contains("dropmill_queue_depth"))
    #expect(families.contains("process_resident_memory_bytes"))
    #expect(lines.count < 300)
  }

  private func figures() async throws -> String {
    let surface = try await WebSurface()
    let headers = try await surface.signIn("ada").headers
    let response = try await surface.send(.get, "/metrics", headers)
    #expect(response.status == 200)
    return try surface.text(response)
  }
}
