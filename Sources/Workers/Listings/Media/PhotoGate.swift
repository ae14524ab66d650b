import Pipeline

/// Judges whether a photo can be shown.
enum PhotoGate {
  /// Below this mean brightness, of 1, little is to be seen.
  private static let brightnessMin = 0.15
  /// Below this variance of the Laplacian a photo is soft.
  private static let sharpnessMin = 100.0

  /// Why it cannot be shown at all.
  static func fault(_ photo: MediaRecord) -> Finding? {
    guard photo.width < PhotosRoute.widthMin else { return nil }
    return Finding(
      .error, "photo-too-small",
      "\(quoted(photo)) is too small to show (\(photo.width) × \(photo.height) pixels). Send it "
        + "at least \(PhotosRoute.widthMin) pixels wide.")
  }

  /// What its owner should know; it is shown all the same.
  static func remarks(_ photo: MediaRecord) -> [Finding] {
    var remarks: [Finding] = []
    if photo.brightness < brightnessMin {
      remarks.append(
        Finding(.note, "photo-dark", "\(quoted(photo)) is very dark; a brighter one shows more."))
    } else if photo.sharpness < sharpnessMin {
      remarks.append(
        Finding(.note, "photo-soft", "\(quoted(photo)) is blurred; a sharper one shows more."))
    }
    if let flaw = photo.flaw {
      remarks.append(
        Finding(.note, "photo-flaw", "\(quoted(photo)) may have faults: \(flaw)."))
    }
    return remarks
  }

  /// The file's name without its folders.
  private static func quoted(_ photo: MediaRecord) -> String {
    "“\(photo.name.split(separator: "/").last ?? "")”"
  }
}
