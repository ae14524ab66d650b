/// Markup that is made once and stands on many pages, such as a card.
///
/// Where the pages differ it has holes: the way to the top of the site, and whether its pictures
/// are the first thing seen. A hole is a byte that ``HTMLWriter`` writes for nothing else, because
/// text has no control characters. To be kept, a stencil is its bytes.
package struct Stencil: Sendable, Equatable {
  package let bytes: [UInt8]

  static let rootHole: UInt8 = 0
  static let loadingHole: UInt8 = 1

  package init(@HTMLBuilder _ content: () -> some HTML) {
    var writer = HTMLWriter(capacity: 2 << 10)
    writer.root = .open
    content().write(&writer)
    bytes = writer.withBytes { Array($0) }
  }

  /// - Parameter bytes: of a stencil that was kept; they are written as they are.
  package init(kept bytes: [UInt8]) { self.bytes = bytes }

  /// The markup for one place.
  package func stamped(_ loading: Loading) -> Stamped { Stamped(stencil: self, loading: loading) }

  package struct Stamped: HTML {
    fileprivate let stencil: Stencil
    fileprivate let loading: Loading

    package func write(_ writer: inout HTMLWriter) {
      stencil.bytes.withUnsafeBufferPointer { bytes in
        writer.reserve(bytes.count + 64)
        var start = 0
        for index in bytes.indices where bytes[index] <= Stencil.loadingHole {
          writer.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
          start = index + 1
          if bytes[index] == Stencil.rootHole {
            writer.put(writer.root)
          } else {
            writer.put(loading)
          }
        }
        writer.append(UnsafeBufferPointer(rebasing: bytes[start...]))
      }
    }
  }
}
