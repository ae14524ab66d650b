import Files
import Glibc
import Images
import Processes

/// The program `dropmill-images`: reads a task per line, answers each with a line, and ends with
/// its input.
///
/// It decodes foreign bytes, so it fences itself in before the first one: see ``Fence``. The
/// argument, if there is one, is ``ImageLimits`` as JSON.
///
///     echo '{"inspect":{"_0":{"source":"front.jpg"}}}' | dropmill-images
struct ImageTool {
  private let limits: ImageLimits

  static func main(arguments: [String]) {
    guard let limits = limits(from: arguments) else {
      return complain("usage: dropmill-images [limits as JSON]")
    }
    Fence.raise(limits.ceilings)
    do throws(DecoderError) {
      try PictureSource.startLibrary()
    } catch {
      return complain("libvips does not start: \(error.text)")
    }
    ImageTool(limits: limits).run(AnswerChannel())
  }

  private func run(_ channel: consuming AnswerChannel) {
    while let line = readLine() {
      Fence.allowProcessorTime(seconds: limits.processorSecondsMax)
      let answer = ImageTask(line: line.utf8).map(answer) ?? .failed(message: "no task: \(line)")
      if !channel.write(answer.line) { return }
    }
  }

  private func answer(to task: ImageTask) -> ImageAnswer {
    do {
      switch task {
      case .inspect(let request):
        return .inspected(facts: try inspect(PictureSource(request.source, limits)))
      case .render(let request):
        return .rendered(files: try render(request, PictureSource(request.source, limits)))
      }
    } catch let refusal as ImageRefusal {
      return .refused(reason: refusal)
    } catch {
      return .failed(message: "\(error)")
    }
  }

  private static func limits(from arguments: [String]) -> ImageLimits? {
    switch arguments.count {
    case 0: ImageLimits()
    case 1: ImageLimits(line: arguments[0])
    default: nil
    }
  }

  private static func complain(_ text: String) {
    let line = Array("dropmill-images: \(text)\n".utf8)
    _ = write(2, line, line.count)  // There is nowhere else to say it.
    exit(1)
  }
}
