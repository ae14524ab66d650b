extension RandomAccessCollection {
  /// The first index whose element belongs to the second part; `endIndex` where none does.
  ///
  /// - Parameter belongsInSecond: false for all elements of the first part, which stand before all
  ///   of the second. Asked about the logarithm of ``count`` times.
  func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Index {
    var low = startIndex
    var rest = count
    while rest > 0 {
      let half = rest / 2
      let middle = index(low, offsetBy: half)
      if belongsInSecond(self[middle]) {
        rest = half
      } else {
        low = index(after: middle)
        rest -= half + 1
      }
    }
    return low
  }
}
