/// Where the pages of a site are, below its directory.
///
/// A page of a listing is one file and not a directory with one: half as many names to make, and
/// 4 KB less on most disks for each. Lists are directories, because they lie within one another.
enum SitePath {
  static let home = "index.html"
  static let search = "search.html"
  static let privacy = "privacy.html"

  /// What was sold or let lately.
  static let departed = "sold-and-let/"
  /// For servers: the addresses of listings that are no more.
  static let gone = "gone.txt"

  static func listing(_ slug: String) -> String { "listings/\(slug).html" }

  /// - Parameters:
  ///   - directory: of the list: empty for the home page's, else ending with a slash.
  ///   - page: from 1.
  static func list(_ directory: String, page: Int = 1) -> String {
    page > 1 ? "\(directory)page-\(page).html" : "\(directory)index.html"
  }
}
