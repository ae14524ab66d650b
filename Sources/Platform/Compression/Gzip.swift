import CZLib

/// Compresses for the way: RFC 1952.
///
/// Only for what holds no secret: beside text that a stranger chooses, the size of a page would
/// tell what else is in it.
package enum Gzip {
  /// The corresponding C functions are zlib's `deflateInit2`, `deflate`.
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let gzipFormat: CInt = 15 + 16
    let isReady = deflateInit2_(
      &stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipFormat, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      CInt(MemoryLayout<z_stream>.size))
    precondition(isReady == Z_OK, "zlib is the one this was built with, and there is memory")
    defer { deflateEnd(&stream) }
    let size = Int(deflateBound(&stream, UInt(bytes.count)))
    var source = bytes
    return [UInt8](unsafeUninitializedCapacity: size) { output, count in
      source.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let result = deflate(&stream, Z_FINISH)
        precondition(result == Z_STREAM_END, "the buffer is as large as zlib asked for")
      }
      count = Int(stream.total_out)
    }
  }
}
