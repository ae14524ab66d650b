import Archives
import Files
import Glibc
import Processes

/// The program `dropmill-archive`: reads requests, a line each, answers each with a line, and ends
/// with its input.
///
///     echo '{"source":"a.zip","directory":"out","limits":{…}}' | dropmill-archive
enum ArchiveTool {
  static func main() {
    // Names of entries come in the archive's encoding and leave in that of the locale.
    setlocale(LC_CTYPE, "")
    let channel = AnswerChannel()
    while let line = readLine() {
      let request = JSONLine.value(UnpackRequest.self, of: line.utf8)
      let answer = request.map(answer) ?? .failed(message: "no request: \(line)")
      if !channel.write(JSONLine.text(of: answer)) { return }
    }
  }

  private static func answer(to request: UnpackRequest) -> ArchiveAnswer {
    let limits = request.limits
    Fence.raise(Ceilings(memoryMax: limits.memoryMax, fileMax: limits.fileBytesMax))
    Fence.allowProcessorTime(seconds: limits.processorSecondsMax)
    do {
      var unpacking = Unpacking(request)
      return .unpacked(try unpacking.run())
    } catch let refusal as ArchiveRefusal {
      return .refused(reason: refusal)
    } catch {
      return .failed(message: "\(error)")
    }
  }
}
