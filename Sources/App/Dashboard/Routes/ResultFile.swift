import Files
import HTTPServer

/// A published file as a browser gets it.
enum ResultFile {
  /// Larger files are taken from the folder itself.
  static let bytesMax = 64 << 20

  /// - Parameter size: of the file in bytes.
  static func response(_ path: Path, size: Int) throws -> Response {
    let bytes = try FileReader.contents(of: path, limit: bytesMax)
    return Response(
      200, headers: ["Content-Type": type(of: path)], body: .bytes(bytes))
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
