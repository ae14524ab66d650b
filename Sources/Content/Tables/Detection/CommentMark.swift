/// The signs with which a line says that it is no row: `#`, `//`, `%`, `--`.
///
/// A number may start with two of them, so the sign alone decides nothing: a row is a comment only
/// if it has not as many cells as the others.
enum CommentMark {
  /// Whether a first cell starts with one.
  static func starts(_ cell: UnsafeRawBufferPointer) -> Bool {
    guard cell.count >= 1 else { return false }
    switch cell[0] {
    case 0x23, 0x25: return true
    case 0x2F, 0x2D: return cell.count >= 2 && cell[1] == cell[0]
    default: return false
    }
  }
}
