import Files
import Testing

@testable import Images

@Suite struct `A task for the decoders` {
  @Test(
    arguments: [
      "/in/front.jpg", "with space, ü and %41.jpg", "line\nbreak", "\"quoted\\", "",
    ])
  func `is one line and survives it`(_ name: String) throws {
    try expectSurvives(Path(name))
  }

  @Test func `may name a file that is no text`() throws {
    try expectSurvives(Path(bytes: [0x2f, 0xff, 0xfe, 0x80, 0x25]))
  }

  @Test(arguments: ["", "{}", "[]", #"{"inspect":{"_0":{"source":"%4"}}}"#, "null"])
  func `is nothing else`(_ line: String) { #expect(ImageTask(line: line.utf8) == nil) }

  @Test(
    arguments: [
      // Widths wanted, width of the picture, widths written.
      ([480, 800, 1200, 1600], 4000, [1600, 1200, 800, 480]),
      ([480, 800, 1200, 1600], 1000, [1000, 800, 480]), ([480, 800], 480, [480]),
      ([480, 800], 100, [100]), ([800, 480, 800], 900, [800, 480]),
    ])
  func `never enlarges`(_ wanted: [Int], _ width: Int, _ written: [Int]) {
    let request = RenderRequest(source: "a", directory: "b", name: "c", widths: wanted)
    #expect(request.widths(forPictureWidth: width) == written)
  }

  private func expectSurvives(_ path: Path) throws {
    let tasks: [ImageTask] = [
      .inspect(source: path),
      .render(RenderRequest(source: path, directory: path, name: "a", encodings: [.avif])),
    ]
    for task in tasks {
      #expect(!task.line.contains(UInt8(ascii: "\n")))
      #expect(ImageTask(line: task.line) == task)
    }
  }
}
