import Files
import Glibc
import Processes
import Testing

@testable import Images

@Suite struct `What is no proper picture` {
  @Test(
    arguments: [
      ([], .empty), (Array("<!DOCTYPE html><title>404</title>".utf8), .notTaken(type: "text/html")),
      (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), .notTaken(type: "image/svg+xml")),
      (
        PNGFixture.bomb(width: 30_000, height: 30_000),
        .tooManyPixels(width: 30_000, height: 30_000, pixelsMax: 100_000_000)
      ),
      (PNGFixture.bomb(width: 64, height: 64), .cutOff(percent: nil)),
      ([0xff, 0xd8, 0xff, 0xd9], .damaged(detail: "JPEG datastream contains no image")),
    ] as [([UInt8], ImageRefusal)])
  func `is refused with the reason`(_ bytes: [UInt8], _ refusal: ImageRefusal) async throws {
    let studio = try Studio()
    try await expect(refusal, of: studio.write(bytes, "front.jpg"), studio)
    await studio.worker.close()
  }

  @Test func `is a JPEG that ends early`() async throws {
    let studio = try Studio()
    // Ours are progressive, and those fail at their first row.
    let jpeg = try await studio.jpeg()
    let path = try studio.write(Array(jpeg.prefix(jpeg.count / 2)), "half.jpg")
    try await expect(.cutOff(percent: nil), of: path, studio)
    await studio.worker.close()
  }

  @Test(arguments: [1, 2, 3]) func `is a PNG that ends early`(_ quarters: Int) async throws {
    let studio = try Studio()
    let png = try FileReader.contents(of: studio.photo(width: 400, height: 400))
    let path = try studio.write(Array(png.prefix(png.count * quarters / 4)), "part.png")
    let error = await #expect(throws: ImageError.self) { try await studio.worker.inspect(path) }
    guard case .refused(.cutOff(let percent?))? = error?.reason else {
      Issue.record("not the reason: \(String(describing: error))")
      return
    }
    // Whole strips of 16 rows count, and libpng reads ahead.
    #expect((quarters * 25 - 6...quarters * 25).contains(percent))
    await studio.worker.close()
  }

  @Test func `is a link, a directory, a FIFO, or nothing at all`() async throws {
    let studio = try Studio()
    let photo = try studio.photo()
    let link = studio.directory / "link.png"
    #expect(photo.withCString { from in link.withCString { symlink(from, $0) } } == 0)
    let fifo = studio.directory / "fifo.png"
    #expect(fifo.withCString { mkfifo($0, 0o600) } == 0)
    for path in [link, fifo, studio.directory, studio.directory / "none.png"] {
      let error = await #expect(throws: ImageError.self) { try await studio.worker.inspect(path) }
      guard case .refused(.unreadable)? = error?.reason else {
        Issue.record("not the reason: \(String(describing: error))")
        continue
      }
    }
    await studio.worker.close()
  }

  @Test func `is what exceeds the limits`() async throws {
    var limits = ImageLimits()
    limits.bytesMax = 1000
    limits.pixelsMax = 100
    let studio = try Studio(limits: limits)
    let large = try studio.photo()
    let size = try FileStatus.of(large).size
    try await expect(.tooLarge(bytes: size, bytesMax: 1000), of: large, studio)
    let wide = try studio.photo(width: 20, height: 6, "wide.png")
    try await expect(.tooManyPixels(width: 20, height: 6, pixelsMax: 100), of: wide, studio)
    let small = try studio.photo(width: 10, height: 10, "small.png")
    #expect(try await studio.worker.inspect(small).width == 10)
    await studio.worker.close()
  }

  private func expect(_ refusal: ImageRefusal, of path: Path, _ studio: Studio) async throws {
    let expected = ImageError(.refused(refusal), path)
    await #expect(throws: expected) { try await studio.worker.inspect(path) }
    let request = RenderRequest(source: path, directory: studio.directory, name: "never")
    await #expect(throws: expected) { try await studio.worker.render(request) }
  }
}
