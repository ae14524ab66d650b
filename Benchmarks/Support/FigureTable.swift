import Glibc

/// Prints figures as they come, in columns.
struct FigureTable {
  private static let widths = [46, 10, 9, 24, 8, 9, 6]
  private static let heads = ["", "figure", "unit", "peer", "ratio", "target", ""]

  private(set) var figures: [Figure] = []

  init() { Self.line(Self.heads, note: "") }

  mutating func add(_ figure: Figure) {
    figures.append(figure)
    let peer = figure.peer.map { name in
      figure.peerValue.map { "\(name) \(Figure.text($0))" } ?? name
    }
    let verdict = figure.isMet.map { $0 ? "ok" : "short" }
    Self.line(
      [
        figure.name, Figure.text(figure.value), figure.unit, peer ?? "",
        figure.ratio.map { Figure.text($0) } ?? "", figure.targetText, verdict ?? "",
      ], note: figure.note)
  }

  /// How many figures are short of their targets.
  var shortCount: Int { figures.count { $0.isMet == false } }

  /// Hands what was printed to whoever reads it.
  static func flush() { fflush(nil) }

  private static func line(_ cells: [String], note: String) {
    let columns = zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.count))
    }
    print((columns + [note]).joined(separator: " "))
    flush()
  }
}
