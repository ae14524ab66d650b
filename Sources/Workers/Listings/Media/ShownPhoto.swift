import Storage

/// A photo as pages show it.
struct ShownPhoto: Sendable {
  /// What its files in `site/photos/` begin with.
  let base: String
  /// Sizes from the largest.
  let files: [PhotoFile]
  let view: String?
  /// Among the photos of its listing, from 1.
  let position: Int

  static let columns = "base, files, caption"

  /// - Parameter first: where in the row ``columns`` begin.
  init(_ row: any Row, from first: Int, position: Int) {
    base = row.text(first)
    files = SQLValue.list(row.text(first + 1)).compactMap { PhotoFile($0) }
    view = row.optionalText(first + 2)
    self.position = position
  }

  func files(_ format: PhotoFile.Format) -> [PhotoFile] { files.filter { $0.format == format } }

  /// Mixes all that a page shows of it into a digest.
  func mix(into digest: inout ContentDigest) {
    digest.mix(base)
    for file in files { digest.mix(file.text) }
    digest.mix(view ?? "")
    digest.mix(position)
  }
}
