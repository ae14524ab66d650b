import Files

/// Puts small tables into a directory, as a copying program does.
enum Drop {
  /// - Returns: the moment before each close, by number: behind it another program may already have
  ///   heard of the file.
  @discardableResult
  static func files(
    _ count: Int, in directory: Path, from first: Int = 0, prefix: String = "c"
  ) throws -> [Int] {
    try (first..<first + count).map { number in
      try file(Samples.smallTable(number), directory / name(number, prefix))
    }
  }

  private static func file(_ bytes: [UInt8], _ path: Path) throws -> Int {
    var file = try FileWriter(path)
    try file.write(bytes)
    try file.flush()
    let moment = monotonicNanoseconds()
    _ = consume file
    return moment
  }

  /// One every 10 ms, and meanwhile what `between` does for so many seconds.
  ///
  /// - Returns: the moment of each close.
  static func paced(
    _ count: Int, in directory: Path, between: (Double) -> Void
  ) throws -> [Int] {
    try (0..<count).map { number in
      let close = try files(1, in: directory, from: number)[0]
      let rest = 0.01 - Double(monotonicNanoseconds() - close) / 1e9
      between(max(0.001, rest))
      return close
    }
  }

  static func name(_ number: Int, _ prefix: String = "c") -> String { "\(prefix)\(number).csv" }
}
