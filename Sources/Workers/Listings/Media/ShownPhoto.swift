import Images
import Storage

/// A photo as pages show it.
struct ShownPhoto: Sendable {
  /// What its files in `site/photos/` begin with.
  let base: String
  /// Sizes from the largest.
  let files: [PhotoFile]
  /// What stands in its place until it is there.
  let tint: PhotoTint
  let view: String?
  /// Among the photos of its listing, from 1.
  let position: Int

  static let columns = "base, files, caption, colour"

  /// - Parameters:
  ///   - first: where in the row ``columns`` begin.
  ///   - showsView: whether its name tells what it shows.
  init(_ row: any Row, from first: Int, position: Int, showsView: Bool = true) {
    base = row.text(first)
    files = SQLValue.list(row.text(first + 1)).compactMap { PhotoFile($0) }
    view = showsView ? row.optionalText(first + 2) : nil
    tint = PhotoTint(colour: row.integer(first + 3))
    self.position = position
  }

  func files(_ format: PhotoFile.Format) -> [PhotoFile] {
    files.filter { $0.format == format && !$0.isForSharing }
  }

  /// What is shown where a page is shared: small photos have none made for it.
  var forSharing: PhotoFile? { files.first(where: \.isForSharing) ?? files(.jpeg).first }

  /// Mixes all that a page shows of it into a digest.
  func mix(into digest: inout ContentDigest) {
    digest.mix(base)
    for file in files { digest.mix(file.text) }
    digest.mix(tint.name)
    digest.mix(view ?? "")
    digest.mix(position)
  }
}
