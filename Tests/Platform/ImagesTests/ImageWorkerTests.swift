import Files
import Processes
import Testing

@testable import Images

@Suite struct `The worker for pictures` {
  @Test(
    arguments: [
      ("read line; kill -SEGV $$", .process(.crashed(signal: 11))),
      ("kill -XCPU $$", .process(.crashed(signal: 24))), ("read line", .process(.misbehaved)),
      ("read line; echo nonsense", .process(.misbehaved)),
      (#"read line; echo '{"rendered":{"files":[]}}'; read line"#, .process(.misbehaved)),
      (#"read line; echo '{"failed":{"message":"disk"}}'; read line"#, .failed("disk")),
      ("while read line; do :; done", .process(.timedOut(.milliseconds(500)))),
      ("read line; /usr/bin/head -c 2000000 /dev/zero; read line", .process(.misbehaved)),
    ] as [(String, ImageError.Reason)])
  func `tells how its process failed`(_ script: String, _ reason: ImageError.Reason) async throws {
    let studio = try Studio.script(script)
    await #expect(throws: ImageError(reason, "a.png")) { try await studio.worker.inspect("a.png") }
    await studio.worker.close()
  }

  @Test func `starts a new process after a crash`() async throws {
    let studio = try Studio.script(
      """
      if [ ! -e "$here/crashed" ]; then
        : > "$here/crashed"
        read line
        kill -SEGV $$
      fi
      exec "$decoders" "$1"
      """, timeout: .seconds(60))
    let photo = try studio.photo()
    await #expect(throws: ImageError(.process(.crashed(signal: 11)), photo)) {
      try await studio.worker.inspect(photo)
    }
    #expect(try await studio.worker.inspect(photo).width == 300)
    await studio.worker.close()
  }

  @Test func `answers one after another, whoever asks`() async throws {
    let studio = try Studio()
    let photos = try (1...8).map { try studio.photo(width: $0 * 10, height: 10, "\($0).png") }
    let worker = studio.worker
    let widths = try await withThrowingTaskGroup { group in
      for photo in photos { group.addTask { try await worker.inspect(photo).width } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(widths.sorted() == photos.indices.map { ($0 + 1) * 10 })
    await worker.close()
  }

  @Test func `says when the program is missing`() async throws {
    let studio = try Studio(executable: "/nowhere/dropmill-images")
    let expected = ImageError(
      .process(.unavailable("/nowhere/dropmill-images", .noSuchFile)), "a.png")
    await #expect(throws: expected) { try await studio.worker.inspect("a.png") }
    await studio.worker.close()
  }

  @Test func `asks nothing for a cancelled task`() async throws {
    let studio = try Studio(executable: "/nowhere/dropmill-images")
    let worker = studio.worker
    await withTaskGroup { group in
      group.addTask {
        withUnsafeCurrentTask { $0?.cancel() }
        await #expect(throws: CancellationError.self) { try await worker.inspect("a.png") }
      }
    }
    await worker.close()
  }
}
