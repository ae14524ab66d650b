import Files
import Pipeline

/// `gone.txt`: the addresses of listings whose pages are no more, for a server that answers there
/// with 410 and not with 404. One a line, below the site's directory.
struct GoneFile {
  let slugs: [String]

  /// Of more, those listed first are left out: nobody asks for them any more.
  static let linesMax = 5_000

  func write(to publication: PublicationWriter) throws {
    let path = Path("site/" + SitePath.gone)
    if !slugs.isEmpty {
      let lines = slugs.map { SitePath.listing($0) + "\n" }.joined()
      return try publication.write(path, Array(lines.utf8))
    }
    if try FileStatus.ifPresent(publication.published / path) != nil {
      try publication.remove(path)
    }
  }
}
