import Compression
import Files
import HTTPServer

/// Files that come with the program. The content is in the name, so that a browser may keep them
/// for ever.
package struct Assets: Sendable {
  package struct File: Sendable {
    let name: String
    let type: String
    let bytes: [UInt8]

    /// - Parameter type: of media, with its charset for texts.
    package init(name: String, type: String, bytes: [UInt8]) {
      self.name = name
      self.type = type
      self.bytes = bytes
    }
  }

  private struct Prepared: Sendable {
    let file: File
    let compressed: [UInt8]?
    let tag: String
  }

  private var paths: [String: String] = [:]
  private var files: [String: Prepared] = [:]

  package init(_ files: [File]) {
    for file in files {
      let digits = Fingerprint(of: file.bytes).description.prefix(12)
      let dot = file.name.lastIndex(of: ".") ?? file.name.endIndex
      let name = "\(file.name[..<dot]).\(digits)\(file.name[dot...])"
      let compressed = Gzip.compressed(file.bytes)
      paths[file.name] = "/assets/\(name)"
      self.files[name] = Prepared(
        file: file, compressed: compressed.count < file.bytes.count ? compressed : nil,
        tag: "\"\(digits)\"")
    }
  }

  /// Where the file of that name is found.
  package func path(_ name: String) -> String {
    guard let path = paths[name] else { preconditionFailure("no asset is called \(name)") }
    return path
  }

  /// What browsers ask for by themselves beside a page that names no icon, as reports do.
  private static let unasked = ["favicon.ico": "icon.svg"]

  /// Whether the request is for a file that comes with the program.
  static func areAskedFor(by request: Request) -> Bool {
    guard request.method == .get || request.method == .head else { return false }
    guard let first = request.path.first else { return false }
    return first == "assets" || unasked[first] != nil && request.path.count == 1
  }

  /// - Returns: nil when there is no such file.
  func response(to request: Request) -> Response? {
    if let name = request.path.first.flatMap({ Self.unasked[$0] }) {
      return paths[name].map { .redirect(to: $0) }
    }
    guard request.path.count == 2, let found = files[request.path[1]] else { return nil }
    var response = Response(
      200,
      headers: [
        "Content-Type": found.file.type, "ETag": found.tag, "Vary": "Accept-Encoding",
        "Cache-Control": "public, max-age=31536000, immutable",
      ])
    if let known = request.headers["If-None-Match"], EntityTags(known).match(found.tag) {
      response.status = 304
      return response
    }
    if let compressed = found.compressed, Self.takesGzip(request) {
      response.headers["Content-Encoding"] = "gzip"
      response.body = .bytes(compressed)
    } else {
      response.body = .bytes(found.file.bytes)
    }
    return response
  }

  private static func takesGzip(_ request: Request) -> Bool {
    let codings = request.headers["Accept-Encoding"]?.split(separator: ",") ?? []
    return codings.contains { coding in
      let parts = coding.split(separator: ";").map { $0.replacing(" ", with: "") }
      return parts.first == "gzip" && !parts.dropFirst().contains("q=0")
    }
  }
}
