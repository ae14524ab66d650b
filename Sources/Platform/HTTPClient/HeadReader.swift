/// Reads the lines of an answer's head as they come; a new status line begins anew, as after
/// `100 Continue` or a redirect.
struct HeadReader {
  private(set) var last = HTTPHead(status: 0, headers: [])
  private var isOpen = false

  /// - Parameter line: with its end of line.
  /// - Returns: the head, when this line closes it.
  mutating func take(_ line: String) -> HTTPHead? {
    let text = line.prefix { !$0.isNewline }
    if text.hasPrefix("HTTP/") {
      let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
      last = HTTPHead(status: status ?? 0, headers: [])
      isOpen = true
      return nil
    }
    // What comes behind the body are trailers, which nobody asked for.
    guard isOpen else { return nil }
    if text.isEmpty {
      isOpen = false
      return last
    }
    guard let colon = text.firstIndex(of: ":") else { return nil }
    var value = text[text.index(after: colon)...].drop(while: \.isWhitespace)
    while value.last?.isWhitespace == true { value.removeLast() }
    let header = HTTPHeader(String(text[..<colon]).lowercased(), String(value))
    last = HTTPHead(status: last.status, headers: last.headers + [header])
    return nil
  }
}
