/// What one archive may cost.
package struct ArchiveLimits: Codable, Equatable, Sendable {
  /// Of the archive itself.
  package var sourceBytesMax = 8 << 30
  /// Files, folders and whatever else it names.
  package var entriesMax = 10_000
  /// Of one unpacked file.
  package var fileBytesMax = 2 << 30
  /// Of all unpacked files together.
  package var bytesMax = 16 << 30
  /// How many times its own size an archive may unpack to, once that is more than ``ratioFrom``
  /// bytes. Tables shrink to a tenth or a twentieth, photos hardly.
  package var ratioMax = 100
  package var ratioFrom = 64 << 20
  /// Address space of the process, in bytes.
  package var memoryMax = 256 << 20
  package var processorSecondsMax = 300

  package init() {}
}
