import Glibc

extension Duration {
  /// Rounded up, as `poll` takes them.
  var wholeMilliseconds: CInt {
    let (seconds, attoseconds) = components
    let rounded = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return CInt(clamping: rounded)
  }
}
