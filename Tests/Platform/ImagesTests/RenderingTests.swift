import Files
import Processes
import Testing

@testable import Images

@Suite struct `Rendering a picture` {
  @Test func `writes each size in each format`() async throws {
    let studio = try Studio()
    let files = try await studio.worker.render(
      RenderRequest(
        source: studio.photo(), directory: studio.directory, name: "front",
        widths: [100, 200, 999],
        encodings: [.webp, .jpeg, .avif]))
    #expect(
      files.map(\.name) == [
        "front-300.webp", "front-300.jpg", "front-300.avif", "front-200.webp", "front-200.jpg",
        "front-200.avif", "front-100.webp", "front-100.jpg", "front-100.avif",
      ])
    for file in files {
      let path = studio.directory / file.name
      let facts = try await studio.worker.inspect(path)
      #expect(facts.format.rawValue == file.format.rawValue)
      #expect([facts.width, facts.height] == [file.width, file.height])
      #expect(abs(file.height * 3 - file.width * 2) <= 3)
      #expect(try FileStatus.of(path).size == file.bytes)
    }
    await studio.worker.close()
  }

  @Test(arguments: [(300 << 10, true), (1, true), (300 << 10, false)])
  func `cuts a copy of exactly one size, unless it were a blur`(
    _ bytesMax: Int, _ isLargeEnough: Bool
  ) async throws {
    let studio = try Studio()
    let width = isLargeEnough ? 600 : 602
    let files = try await studio.worker.render(
      RenderRequest(
        source: studio.photo(), directory: studio.directory, name: "front", widths: [300],
        encodings: [.webp],
        cut: RenderRequest.Cut(name: "share", width: width, height: 315, bytesMax: bytesMax)))
    #expect(files.map(\.name) == ["front-300.webp"] + (isLargeEnough ? ["front-share.jpg"] : []))
    if isLargeEnough {
      let path = studio.directory / "front-share.jpg"
      let facts = try await studio.worker.inspect(path)
      #expect([facts.width, facts.height] == [600, 315])
      #expect(try FileStatus.of(path).size == files[1].bytes)
    }
    await studio.worker.close()
  }

  @Test func `cuts with less quality where bytes are few`() async throws {
    let studio = try Studio()
    var sizes: [Int] = []
    for bytesMax in [Int.max, 1] {
      let files = try await studio.worker.render(
        RenderRequest(
          source: studio.photo(), directory: studio.directory, name: "front", widths: [300],
          encodings: [.webp],
          cut: RenderRequest.Cut(name: "share", width: 400, height: 210, bytesMax: bytesMax)))
      sizes.append(files[1].bytes)
    }
    #expect(sizes[1] < sizes[0])
    await studio.worker.close()
  }

  @Test func `leaves nothing of place, time and camera`() async throws {
    let studio = try Studio()
    let bytes = EXIFFixture.insert(into: try await studio.jpeg(), orientation: 6)
    let files = try await studio.worker.render(
      RenderRequest(
        source: studio.write(bytes, "private.jpg"), directory: studio.directory, name: "public",
        widths: [100, 200], encodings: [.webp, .jpeg, .avif]))
    #expect(files.count == 6)
    for file in files {
      let path = studio.directory / file.name
      let content = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
      for mark in ["Exif", "EXIF", "XMP", "ICC", EXIFFixture.camera, "2024:05:17"] {
        #expect(!content.contains(mark), "\(file.name) has \(mark)")
      }
      let facts = try await studio.worker.inspect(path)
      #expect([facts.orientation, facts.width < facts.height ? 1 : 0] == [1, 1])
      #expect(facts.camera == nil)
      #expect(facts.taken == nil)
    }
    await studio.worker.close()
  }

  @Test(arguments: [(200, 100, 0), (100, 100, 50), (100, 100, 100), (30, 60, 220)])
  func `keeps colours as they are`(_ red: Int, _ green: Int, _ blue: Int) async throws {
    let studio = try Studio()
    let bytes = PNGFixture.file(width: 60, height: 40) { _, _ in
      (UInt8(red), UInt8(green), UInt8(blue))
    }
    let files = try await studio.worker.render(
      RenderRequest(
        source: try studio.write(bytes, "plain.png"), directory: studio.directory, name: "plain",
        widths: [60, 30], encodings: [.webp, .jpeg, .avif]))
    for file in files {
      let colour = try await studio.worker.inspect(studio.directory / file.name).colour
      for (shift, wanted) in [(16, red), (8, green), (0, blue)] {
        #expect(abs(colour >> shift & 0xFF - wanted) <= 4, "\(file.name): \(colour)")
      }
    }
    await studio.worker.close()
  }

  @Test func `gives the same bytes each time and leaves no others`() async throws {
    let studio = try Studio()
    let source = try studio.photo()
    var contents: [[[UInt8]]] = []
    for round in ["a", "b"] {
      let directory = studio.directory / round
      try Directory.make(directory)
      let files = try await studio.worker.render(
        RenderRequest(
          source: source, directory: directory, name: "x", widths: [50, 200],
          encodings: [.webp, .jpeg, .avif]))
      contents.append(
        try files.map { try FileReader.contents(of: directory / $0.name) })
      #expect(try Directory.entries(of: directory).count == files.count)
    }
    #expect(contents[0] == contents[1])
    await studio.worker.close()
  }

  @Test func `says when the results have no place`() async throws {
    let studio = try Studio()
    let request = RenderRequest(
      source: try studio.photo(), directory: studio.directory / "missing", name: "x")
    let error = await #expect(throws: ImageError.self) { try await studio.worker.render(request) }
    guard case .failed(let text)? = error?.reason else {
      Issue.record("not the reason: \(String(describing: error))")
      return
    }
    #expect(text.contains("No such file or directory"))
    await studio.worker.close()
  }
}
