/// How often each byte occurs in a sample: one pass that saves detection many.
struct ByteCounts {
  private let counts: [UInt32]

  init(_ text: UnsafeRawBufferPointer) {
    counts = [UInt32](unsafeUninitializedCapacity: 256) { counts, filled in
      counts.update(repeating: 0)
      for byte in text { counts[Int(byte)] &+= 1 }
      filled = 256
    }
  }

  subscript(_ byte: UInt8) -> Int { Int(counts[Int(byte)]) }

  /// Bytes that are no ASCII.
  var high: Int { counts[128...].reduce(0) { $0 + Int($1) } }

  /// Control characters that text does not use, NUL among them.
  var controls: Int {
    (0..<0x20).reduce(0) { sum, byte in
      0x09...0x0D ~= byte || byte == 0x1B ? sum : sum + Int(counts[byte])
    }
  }
}
