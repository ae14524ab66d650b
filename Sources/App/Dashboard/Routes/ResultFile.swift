import Files
import HTTPServer

/// A published file as a browser gets it, of whatever size.
enum ResultFile {
  static func response(_ path: Path, to request: Request) throws -> Response {
    try FileContent(path).response(to: request, type: type(of: path))
  }

  private static func type(of path: Path) -> String {
    let name = String(decoding: path.name, as: UTF8.self).lowercased()
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "json": "application/json",
    "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8", "xml": "application/xml", "svg": "image/svg+xml",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
    "avif": "image/avif", "pdf": "application/pdf",
  ]
}
