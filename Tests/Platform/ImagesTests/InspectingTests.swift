import Files
import Testing

@testable import Images

@Suite struct `Inspecting a picture` {
  @Test func `tells what it is and shows`() async throws {
    let studio = try Studio()
    let facts = try await studio.worker.inspect(studio.photo())
    #expect(facts.format == .png)
    #expect([facts.width, facts.height, facts.orientation, facts.pages] == [300, 200, 1, 1])
    #expect(!facts.hasAlpha)
    #expect(facts.flaw == nil)
    #expect((0.3...0.7).contains(facts.brightness))
    #expect(facts.sharpness > 10)
    await studio.worker.close()
  }

  @Test func `tells its colour`() async throws {
    let studio = try Studio()
    let bytes = PNGFixture.file(width: 40, height: 40) { x, _ in
      x < 20 ? (200, 100, 0) : (100, 100, 50)
    }
    let colour = try await studio.worker.inspect(studio.write(bytes, "two.png")).colour
    #expect(colour == 150 << 16 | 100 << 8 | 25)
    await studio.worker.close()
  }

  @Test func `goes by content, not by name`() async throws {
    let studio = try Studio()
    let path = try await studio.write(studio.jpeg(), "photo.png")
    #expect(try await studio.worker.inspect(path).format == .jpeg)
    await studio.worker.close()
  }

  @Test(
    arguments: [(1, 300, 200), (3, 300, 200), (6, 200, 300), (8, 200, 300)]
      as [(UInt16, Int, Int)])
  func `sees it upright`(_ orientation: UInt16, _ width: Int, _ height: Int) async throws {
    let studio = try Studio()
    let bytes = EXIFFixture.insert(into: try await studio.jpeg(), orientation: orientation)
    let facts = try await studio.worker.inspect(studio.write(bytes, "turned.jpg"))
    #expect([facts.width, facts.height] == [width, height])
    #expect(facts.orientation == Int(orientation))
    #expect(facts.camera == EXIFFixture.camera)
    #expect(facts.taken == "2024-05-17T08:30:00")
    await studio.worker.close()
  }

  @Test func `finds copies alike in another format and size`() async throws {
    let studio = try Studio()
    let original = try studio.photo()
    let files = try await studio.worker.render(
      RenderRequest(
        source: original, directory: studio.directory, name: "copy", widths: [150],
        encodings: [.webp, .jpeg, .avif]))
    let facts = try await studio.worker.inspect(original)
    for file in files {
      let copy = try await studio.worker.inspect(studio.directory / file.name)
      #expect(copy.distance(to: facts) <= 10, "\(file.name)")
    }
    #expect(files.count == 3)
    await studio.worker.close()
  }
}
