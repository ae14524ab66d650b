import Files
import Foundation

/// Where a command speaks: data to standard output, everything else to standard error.
///
/// Texts are coloured and have their signs whoever reads them; what a stream cannot show is taken
/// out where it is written.
struct Console: Sendable {
  enum Colour: String, CaseIterable {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case dim = "2"
    case bold = "1"

    /// Ends any of them.
    static let end = "0"
  }

  /// What one of the two streams can show.
  private struct Stream: Sendable {
    let descriptor: Int32
    let isTerminal: Bool
    let showsColour: Bool

    init(_ descriptor: Int32, _ colour: String, _ environment: [String: String]) {
      self.descriptor = descriptor
      isTerminal = isatty(descriptor) == 1
      let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      let isForced = environment["CLICOLOR_FORCE"].map { $0 != "0" && !$0.isEmpty } ?? false
      showsColour =
        switch colour {
        case "always": true
        case "never": false
        default:
          !isRefused && (isForced || (isTerminal && environment["TERM"] != "dumb"))
        }
    }
  }

  private let data: Stream
  private let notes: Stream
  private let isASCII: Bool
  let isQuiet: Bool
  let isJSON: Bool

  /// - Parameter colour: what `--color` says: auto, always, never.
  init(
    colour: String, isQuiet: Bool = false, isJSON: Bool = false, environment: [String: String]
  ) {
    self.isQuiet = isQuiet
    self.isJSON = isJSON
    data = Stream(STDOUT_FILENO, colour, environment)
    notes = Stream(STDERR_FILENO, colour, environment)
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    isASCII = locale == "C" || locale == "POSIX"
  }

  /// Whether somebody sees each line as it is drawn.
  var showsProgress: Bool { notes.isTerminal && !isQuiet }

  /// Whether standard output can be drawn over.
  var isScreen: Bool { data.isTerminal }

  /// Columns and lines of the terminal; 80 and 24 where there is none.
  var size: (columns: Int, lines: Int) {
    var size = winsize()
    let descriptor = data.isTerminal ? data.descriptor : notes.descriptor
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? (Int(size.ws_col), Int(size.ws_row)) : (80, 24)
  }

  /// A line of data for people.
  func print(_ text: String) { write(shown(text, on: data) + "\n", to: data.descriptor) }

  /// One JSON document.
  func print(json value: some Encodable) throws {
    write(try JSONOutput.text(value) + "\n", to: data.descriptor)
  }

  /// One JSON object in a line of its own.
  func line(json value: some Encodable) throws {
    write(try JSONOutput.line(value) + "\n", to: data.descriptor)
  }

  /// Data as it is.
  func write(_ bytes: [UInt8]) { write(bytes[...], to: data.descriptor) }

  /// A line for the person at the terminal.
  func note(_ text: String) {
    if !isQuiet { write(shown(text, on: notes) + "\n", to: notes.descriptor) }
  }

  /// Why something did not work, and what to do.
  func error(_ text: String, hint: String? = nil) {
    write(shown(styled("error: ", .red) + text, on: notes) + "\n", to: notes.descriptor)
    if let hint {
      write(shown(styled("hint: ", .cyan) + hint, on: notes) + "\n", to: notes.descriptor)
    }
  }

  /// A line of the log, or other text that has its form already.
  func log(_ line: String) { write(ShownText.of(line, inColour: false), to: notes.descriptor) }

  /// Redraws the last line of a terminal.
  func redraw(_ text: String) {
    guard showsProgress else { return }
    let line = String(shown(text, on: notes).prefix(max(0, size.columns - 1)))
    write("\r\u{1b}[2K" + line, to: notes.descriptor)
  }

  /// Draws all of the screen anew.
  func redraw(screen lines: [String]) {
    let (columns, rows) = size
    let kept = lines.prefix(rows - 1).map { Self.cut(shown($0, on: data), to: columns) }
    write("\u{1b}[H" + kept.map { $0 + "\u{1b}[K\n" }.joined() + "\u{1b}[J", to: data.descriptor)
  }

  func styled(_ text: String, _ colour: Colour) -> String {
    "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[\(Colour.end)m"
  }

  /// The text as a file has it.
  func plain(_ text: String) -> String { ShownText.of(text, inColour: false) }

  /// The text without what the stream cannot show.
  private func shown(_ text: String, on stream: Stream) -> String {
    let text = ShownText.of(text, inColour: stream.showsColour)
    guard isASCII else { return text }
    return Self.signs.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  /// Signs that plain ASCII has another way to say.
  private static let signs = [
    ("✓", "ok"), ("✗", "x"), ("→", "->"), ("…", "..."), ("“", "\""), ("”", "\""), ("·", "-"),
    ("’", "'"), ("—", "-"), ("–", "-"), ("×", "x"), ("█", "#"), ("≥", ">="), ("≤", "<="),
  ]

  /// Columns count, colours do not.
  private static func cut(_ line: String, to columns: Int) -> String {
    var (result, count, isCode) = ("", 0, false)
    for sign in line {
      if sign == "\u{1b}" { isCode = true }
      if !isCode { count += 1 }
      if count <= columns || isCode { result.append(sign) }
      if sign == "m" { isCode = false }
    }
    return result
  }

  private func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  /// A broken pipe is the reader's way to say “enough”: the command has done what was wanted. Data
  /// that cannot be written for another reason is a failure; notes are not.
  private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
        continue
      }
      if errno == EINTR { continue }
      if descriptor != data.descriptor { return }
      if errno == EPIPE { exit(ExitCode.success.rawValue) }
      let reason = String(cString: strerror(errno))
      error("standard output cannot be written: \(reason)")
      exit(ExitCode.failure.rawValue)
    }
  }
}
