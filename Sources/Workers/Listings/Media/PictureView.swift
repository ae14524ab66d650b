import Images
import Pages

/// A photo in the formats and sizes that there are; the browser chooses.
struct PictureView: HTML {
  let photo: ShownPhoto
  let alternative: String
  /// How wide it is shown, as the attribute `sizes` says it.
  let sizes: String
  let loading: Loading

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    picture {
      for (format, type) in Self.modern where !photo.files(format).isEmpty {
        source(.type(type), .srcset(sources(format)), .sizes(sizes))
      }
      img(
        .src(fallback.map(link)), .srcset(sources(.jpeg)), .sizes(sizes),
        .class(photo.tint.name), .alt(alternative), .width(fallback?.width ?? 0),
        .height(fallback?.height ?? 0),
        .loading(loading))
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
    photo.files(format).reversed().map { (link($0), $0.width) }
  }

  private func link(_ file: PhotoFile) -> Link {
    Link(inSite: "photos/\(file.name(photo.base))")
  }
}
