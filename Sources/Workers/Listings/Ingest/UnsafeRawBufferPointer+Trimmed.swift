extension UnsafeRawBufferPointer {
  /// A cell, or a part of one, without blanks around it: inside quotation marks a table keeps them.
  var trimmed: UnsafeRawBufferPointer {
    var (start, end) = (0, count)
    while start < end, self[start] <= 0x20 { start += 1 }
    while end > start, self[end - 1] <= 0x20 { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[start..<end])
  }
}
