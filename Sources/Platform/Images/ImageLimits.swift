package import Processes

/// What one picture may cost.
package struct ImageLimits: Codable, Equatable, Sendable {
  /// Width times height, as the file's header says; more is refused before anything is decoded.
  package var pixelsMax = 100_000_000
  /// Of the file.
  package var bytesMax = 100_000_000
  /// Address space of the process in bytes. Its libraries take 200 MB of it, and an AVIF of 90
  /// megapixels 1.1 GB; below 300 MB it does not get far.
  package var memoryMax = 2 << 30
  /// Of each written file, in bytes.
  package var fileMax = 64 << 20
  /// Processor time of one request, in seconds.
  package var processorSecondsMax = 30

  package init() {}
}

extension ImageLimits {
  /// The limits as the program's argument.
  package var line: String { String(decoding: JSONLine.text(of: self), as: UTF8.self) }

  /// Reads ``line``; nil when it is something else.
  package init?(line: String) {
    guard let limits = JSONLine.value(Self.self, of: line.utf8) else { return nil }
    self = limits
  }

  /// Processor time is not among them: it is allowed for each request anew.
  package var ceilings: Ceilings { Ceilings(memoryMax: memoryMax, fileMax: fileMax) }
}
