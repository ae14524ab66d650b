import Files
import Glibc
import Images

/// Formats that say how long they are: the decoders of these only say that they cannot go on.
enum Container {
  /// Whether the file ends before it should by its own account.
  static func isCutOff(_ descriptor: borrowing Descriptor, _ format: PictureFormat) -> Bool {
    // Asked after a failure, which is reported in any case: without a size only less precisely.
    guard let size = try? descriptor.status().size else { return false }
    return switch format {
    case .webp: riffEnd(descriptor) > size
    case .heif, .avif: lastBoxEnd(descriptor, size) > size
    case .jpeg, .png, .gif, .tiff: false
    }
  }

  /// `RIFF`, then the count of all bytes that follow, the lowest byte first.
  private static func riffEnd(_ descriptor: borrowing Descriptor) -> Int {
    let count = bytes(descriptor, 4, at: 4)
    return 8 + number(count.reversed())
  }

  /// Boxes follow each other, each with its size, the highest byte first, and its kind. Size 0
  /// goes to the end of the file, and after size 1 and the kind the true size has 8 bytes.
  ///
  /// Source: ISO/IEC 14496-12, 4.2.
  private static func lastBoxEnd(_ descriptor: borrowing Descriptor, _ size: Int) -> Int {
    var end = 0
    while end < size {
      let header = bytes(descriptor, 16, at: end)
      let isLong = number(header.prefix(4)) == 1
      let length = isLong ? number(header.dropFirst(8)) : number(header.prefix(4))
      if length == 0 { return size }
      // Smaller than its own header: no box, and no way to go on.
      if length < 8 { return size }
      let (next, isTooLong) = end.addingReportingOverflow(length)
      if isTooLong { return .max }
      end = next
    }
    return end
  }

  private static func number(_ bytes: some Sequence<UInt8>) -> Int {
    // Eight bytes may exceed Int; no file does.
    Int(clamping: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// Up to so many bytes; fewer at the end of the file.
  ///
  /// The corresponding C function is `pread`.
  private static func bytes(
    _ descriptor: borrowing Descriptor, _ count: Int, at offset: Int
  ) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let read = pread(descriptor.rawValue, &buffer, count, offset)
    return Array(buffer.prefix(max(0, read)))
  }
}
