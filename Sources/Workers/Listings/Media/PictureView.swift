import Images
import Pages

/// A photo in the formats and sizes that there are; the browser chooses.
struct PictureView: HTML {
  let photo: ShownPhoto
  let alternative: String
  /// How wide it is shown, as the attribute `sizes` says it.
  let sizes: String
  /// Whether it is seen as soon as the page is; others are loaded when they come near.
  var isFirst = false
  let frame: SiteFrame

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    picture {
      for (format, type) in Self.modern where !photo.files(format).isEmpty {
        source(.type(type), .srcset(sources(format)), .sizes(sizes))
      }
      img(
        .src(fallback.flatMap(link)), .srcset(sources(.jpeg)), .sizes(sizes),
        .alt(alternative), .width(fallback?.width ?? 0), .height(fallback?.height ?? 0),
        .fetchPriority("high").when(isFirst), .loading("lazy").when(!isFirst),
        .decoding("async").when(!isFirst))
    }
  }

  /// The best first.
  private static let modern: [(PhotoFile.Format, type: String)] = [
    (.avif, "image/avif"), (.webp, "image/webp"),
  ]

  /// For browsers that choose no size: the middle one.
  private var fallback: PhotoFile? {
    let files = photo.files(.jpeg)
    return files.isEmpty ? nil : files[files.count / 2]
  }

  private func sources(_ format: PhotoFile.Format) -> [(link: Link, width: Int)] {
    photo.files(format).reversed().compactMap { file in link(file).map { ($0, file.width) } }
  }

  private func link(_ file: PhotoFile) -> Link? {
    frame.link(toFile: "photos/\(file.name(photo.base))")
  }
}
