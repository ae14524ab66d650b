import Files
import Foundation

/// Where a command speaks: data to standard output, everything else to standard error.
struct Console: Sendable {
  enum Colour: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case dim = "2"
    case bold = "1"
  }

  let isTerminal: Bool
  private let usesColour: Bool
  private let isASCII: Bool
  let isQuiet: Bool

  /// - Parameter colour: what `--color` says: auto, always, never.
  init(colour: String, isQuiet: Bool, environment: [String: String]) {
    self.isQuiet = isQuiet
    isTerminal = isatty(STDERR_FILENO) == 1
    let wanted = environment["NO_COLOR"].map { $0.isEmpty } ?? true
    let forced = environment["CLICOLOR_FORCE"].map { $0 != "0" } ?? false
    usesColour =
      switch colour {
      case "always": true
      case "never": false
      default: forced || (isTerminal && wanted && environment["TERM"] != "dumb")
      }
    let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
    isASCII = locale == "C" || locale == "POSIX"
  }

  /// A line of data.
  func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Data as it is.
  func write(_ bytes: [UInt8]) { write(bytes[...], to: STDOUT_FILENO) }

  /// A line for the person at the terminal.
  func note(_ text: String) {
    if !isQuiet { write(plain(text) + "\n", to: STDERR_FILENO) }
  }

  /// Why something did not work.
  func error(_ text: String) {
    write(plain(styled("error: ", .red) + text) + "\n", to: STDERR_FILENO)
  }

  /// A line of the log.
  func log(_ line: String) { write(line, to: STDERR_FILENO) }

  /// Redraws the last line of a terminal.
  func redraw(_ text: String) {
    if isTerminal, !isQuiet { write("\r\u{1b}[2K" + plain(text), to: STDERR_FILENO) }
  }

  func styled(_ text: String, _ colour: Colour) -> String {
    usesColour ? "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m" : text
  }

  /// Signs that plain ASCII has another way to say.
  private func plain(_ text: String) -> String {
    guard isASCII else { return text }
    let signs = [
      ("✓", "ok"), ("✗", "x"), ("→", "->"), ("…", "..."), ("“", "\""), ("”", "\""), ("·", "-"),
    ]
    return signs.reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  /// A broken pipe is the reader's way to say “enough”: nothing to report.
  private func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
