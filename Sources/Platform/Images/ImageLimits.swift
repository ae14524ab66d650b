import Foundation

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
  package var processorSecondsMax = 60

  package init() {}
}

extension ImageLimits {
  /// The limits as the program's argument.
  package var line: String {
    // Numbers always have a JSON form.
    guard let data = try? JSONEncoder().encode(self) else {
      preconditionFailure("whole numbers are JSON")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Reads ``line``; nil when it is something else.
  package init?(line: String) {
    // Whoever starts the program with something else is told so by it.
    guard let limits = try? JSONDecoder().decode(Self.self, from: Data(line.utf8)) else {
      return nil
    }
    self = limits
  }
}
