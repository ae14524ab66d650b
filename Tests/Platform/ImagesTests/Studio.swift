import Files
import Glibc

@testable import Images

/// A directory of its own with pictures made on the spot, and a worker; gone with the test.
final class Studio {
  let directory: Path
  let worker: ImageWorker

  init(
    executable: Path = ImageWorker.besideThisProgram(), timeout: Duration = .seconds(60),
    limits: ImageLimits = ImageLimits()
  ) throws {
    var template = Array("/tmp/images-XXXXXX\0".utf8.map { CChar(bitPattern: $0) })
    guard mkdtemp(&template) != nil else { throw Errno.last }
    directory = Path(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    worker = ImageWorker(executable: executable, timeout: timeout, limits: limits)
  }

  /// Removes the directory; whatever stays behind lies in /tmp.
  deinit { try? Directory.remove(directory) }

  func write(_ bytes: [UInt8], _ name: String) throws -> Path {
    let path = directory / name
    try FileWriter.write(bytes, to: path)
    return path
  }

  /// A picture with a bright top and a dark bottom, a gradient and edges in between.
  func photo(width: Int = 300, height: Int = 200, _ name: String = "photo.png") throws -> Path {
    let bytes = PNGFixture.file(width: width, height: height) { x, y in
      let light = 255 - y * 200 / height
      return (UInt8(light), UInt8(x * 255 / width), (x / 20 + y / 20) % 2 == 0 ? 200 : 20)
    }
    return try write(bytes, name)
  }

  /// The same as a JPEG file's content, by way of the renderer.
  func jpeg(width: Int = 300, height: Int = 200) async throws -> [UInt8] {
    let request = RenderRequest(
      source: try photo(width: width, height: height, "original.png"), directory: directory,
      name: "original", widths: [width], encodings: [.jpeg])
    _ = try await worker.render(request)
    return try FileReader.contents(of: directory / "original-\(width).jpg")
  }

  /// A program that stands in for the decoders: a shell script, which finds its own directory in
  /// `$here` and the true program in `$decoders`.
  static func script(
    _ text: String, timeout: Duration = .milliseconds(500)
  ) throws -> Studio {
    let home = try Studio()
    let path = try home.write(
      Array(
        """
        #!/bin/sh
        here='\(home.directory)'
        decoders='\(ImageWorker.besideThisProgram())'
        \(text)
        """.utf8), "decoders")
    guard path.withCString({ chmod($0, 0o755) }) == 0 else { throw Errno.last }
    return try Studio(home: home, executable: path, timeout: timeout)
  }

  // Kept for its directory, where the script lies.
  private var home: Studio?

  private convenience init(home: Studio, executable: Path, timeout: Duration) throws {
    try self.init(executable: executable, timeout: timeout)
    self.home = home
  }
}
