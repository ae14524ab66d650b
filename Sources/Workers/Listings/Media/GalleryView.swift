import Pages

/// The photos of a listing side by side, to be moved with a finger, a wheel or the arrow keys.
struct GalleryView: HTML {
  let photos: [ShownPhoto]
  let headline: String
  let badge: String?

  func write(_ writer: inout HTMLWriter) { body.write(&writer) }

  @HTMLBuilder private var body: some HTML {
    div(.class(layout)) {
      // In reach of the keyboard, since the list scrolls.
      ul(.tabindex(0), .ariaLabel("Photos")) {
        for photo in photos {
          li {
            PictureView(
              photo: photo,
              alternative: PhotoWords.alternative(
                headline, view: photo.view, position: photo.position, of: photos.count),
              sizes: "(max-width: 56rem) 94vw, 60rem",
              loading: photo.position == 1 ? .first : .later)
            if let caption = caption(photo) { p(.class("caption")) { caption } }
          }
        }
      }
      if let badge { span(.class("badge")) { badge } }
    }
  }

  /// What it shows, where its name says it, and which of how many it is.
  private func caption(_ photo: ShownPhoto) -> String? {
    let view = photo.view.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    let place = photos.count > 1 ? "\(photo.position) of \(photos.count)" : nil
    let parts = [view, place].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// A single photo has the width for itself; a tall one stands in the middle of it.
  private var layout: String {
    guard photos.count == 1, let file = photos.first?.files.first else { return "gallery" }
    return file.width > file.height ? "gallery wide" : "gallery tall"
  }
}
