import Files
import Glibc

/// Texts as C's array that ends with NULL, for the time of a call.
enum CStrings {
  typealias Pointers = UnsafePointer<UnsafeMutablePointer<CChar>?>

  static func with<Result>(_ texts: [String], _ body: (Pointers) -> Result) -> Result {
    with(texts.map { strdup($0) }, body)
  }

  static func with<Result>(_ paths: [Path], _ body: (Pointers) -> Result) -> Result {
    with(paths.map { $0.withCString { strdup($0) } }, body)
  }

  private static func with<Result>(
    _ copies: [UnsafeMutablePointer<CChar>?], _ body: (Pointers) -> Result
  ) -> Result {
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
