package import Files

/// Why a stream between two stages cannot be read.
///
/// The stage that wrote it can be run again: `dropmill retry` does that.
package struct StreamError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Reason: Equatable, Sendable {
    /// It has no end mark: its writer was stopped.
    case incomplete
    /// Its head line names other fields.
    case otherFields([String])
    case badField(String)
  }

  package var reason: Reason
  package var path: Path
  /// 1-based.
  package var line: Int

  package init(_ reason: Reason, _ path: Path, line: Int) {
    self.reason = reason
    self.path = path
    self.line = line
  }

  package var description: String {
    let what =
      switch reason {
      case .incomplete: "it ends before its end mark"
      case .otherFields(let fields): "it has other fields: \(fields.joined(separator: ", "))"
      case .badField(let text): text
      }
    return "\(path):\(line): \(what); run its stage again"
  }
}
