import Glibc

/// Turns bytes of another encoding into UTF-8, a piece at a time, with iconv.
///
/// A unit that means nothing becomes U+FFFD.
struct Transcoder: ~Copyable {
  private let handle: iconv_t
  private let unitBytes: Int
  private let pending: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private var pendingCount = 0

  /// - Parameter bytes: What has been read of the file so far, behind the byte order mark.
  init(_ encoding: TextEncoding, bytes: UnsafeBufferPointer<UInt8>) throws {
    // The corresponding C function is `iconv_open`; it fails with (iconv_t)-1.
    guard let opened = iconv_open("UTF-8", encoding.rawValue), Int(bitPattern: opened) != -1 else {
      throw TableError(.unknownEncoding(encoding.rawValue))
    }
    handle = opened
    unitBytes = encoding.unitBytes
    capacity = max(64 << 10, bytes.count)
    pending = .allocate(capacity: capacity)
    if let base = bytes.baseAddress {
      pending.update(from: base, count: bytes.count)
    }
    pendingCount = bytes.count
  }

  /// Whether iconv knows an encoding of this name.
  static func knows(_ encoding: String) -> Bool {
    guard let opened = iconv_open("UTF-8", encoding), Int(bitPattern: opened) != -1 else {
      return false
    }
    return iconv_close(opened) == 0
  }

  deinit {
    iconv_close(handle)
    pending.deallocate()
  }

  /// What the bytes 0x80 to 0xFF of an encoding of one byte a character stand for.
  ///
  /// - Returns: 128 code points, 0 where there is none; all of them if iconv does not know it.
  static func highCodePoints(of encoding: TextEncoding) -> [UInt32] {
    var points = [UInt32](repeating: 0, count: 128)
    guard let handle = iconv_open("UCS-4LE", encoding.rawValue), Int(bitPattern: handle) != -1
    else { return points }
    defer { iconv_close(handle) }
    for index in points.indices {
      var byte = CChar(bitPattern: UInt8(0x80 + index))
      var point: UInt32 = 0
      withUnsafeMutablePointer(to: &byte) { byte in
        withUnsafeMutableBytes(of: &point) { point in
          var input: UnsafeMutablePointer<CChar>? = byte
          var output = point.baseAddress?.assumingMemoryBound(to: CChar.self)
          var (inputLeft, outputLeft) = (1, 4)
          // A byte without a meaning leaves the code point 0.
          _ = iconv(handle, &input, &inputLeft, &output, &outputLeft)
        }
      }
      points[index] = UInt32(littleEndian: point)
    }
    return points
  }

  /// Where the next raw bytes belong; tell `filled` how many came.
  var free: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: pending + pendingCount, count: capacity - pendingCount)
  }

  mutating func filled(_ count: Int) {
    pendingCount += count
  }

  var isDrained: Bool { pendingCount == 0 }

  /// Writes as much UTF-8 as there is and fits.
  ///
  /// - Parameter isLast: Whether the file ends here: a unit cut off then becomes U+FFFD.
  /// - Returns: How many bytes were written, and how many units were replaced.
  mutating func decode(
    into output: UnsafeMutableBufferPointer<UInt8>, isLast: Bool
  ) -> (written: Int, replaced: Int) {
    guard let outputStart = output.baseAddress else { return (0, 0) }
    var replaced = 0
    var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(pending)
      .assumingMemoryBound(to: CChar.self)
    var inputLeft = pendingCount
    var destination: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(outputStart)
      .assumingMemoryBound(to: CChar.self)
    var outputLeft = output.count
    while inputLeft > 0 {
      // The corresponding C function is `iconv`. E2BIG: the output is full. EILSEQ: the input
      // means nothing. EINVAL: a character is cut off at the end of the input.
      if iconv(handle, &input, &inputLeft, &destination, &outputLeft) != -1 {
        break
      }
      let problem = errno
      guard problem == EILSEQ || (problem == EINVAL && isLast), outputLeft >= 3 else { break }
      for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
        destination?.pointee = CChar(bitPattern: byte)
        destination = destination.map { $0 + 1 }
      }
      outputLeft -= 3
      replaced += 1
      let skipped = min(unitBytes, inputLeft)
      input = input.map { $0 + skipped }
      inputLeft -= skipped
    }
    let used = pendingCount - inputLeft
    pending.update(from: pending + used, count: inputLeft)
    pendingCount = inputLeft
    return (output.count - outputLeft, replaced)
  }
}
