extension UInt8 {
  /// Of ASCII: `0` to `9`.
  var isFigure: Bool { self &- 0x30 < 10 }
}
