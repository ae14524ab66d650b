import CHTTP

extension Response {
  /// Hands this to the library.
  ///
  /// - Parameter outlet: where the parts of a stream come from.
  /// - Returns: false when the connection is to be dropped.
  func send(over connection: OpaquePointer, from outlet: Outlet?) -> Bool {
    guard let response = made(outlet) else { return false }
    for field in headers.fields where http_header(response, field.name, field.value) == 0 {
      // A line break in a header is a way to forge an answer: none is given.
      http_forget(response)
      return false
    }
    return http_answer(connection, UInt32(status), response) != 0
  }

  private func made(_ outlet: Outlet?) -> OpaquePointer? {
    switch body {
    case .empty: return http_bytes(nil, 0)
    case .bytes(let bytes): return bytes.withUnsafeBytes { http_bytes($0.baseAddress, $0.count) }
    case .file(let content):
      let descriptor = content.handOut()
      if descriptor < 0 { return nil }
      return http_file(
        descriptor, UInt64(content.range.lowerBound), UInt64(content.range.count))
    case .stream:
      guard let outlet else { return nil }
      return http_stream(Unmanaged.passRetained(outlet).toOpaque(), outletRead, outletForgotten)
    }
  }
}

private func outletRead(
  _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ max: Int
) -> Int {
  guard let context else { return -1 }
  return Unmanaged<Outlet>.fromOpaque(context).takeUnretainedValue()
    .read(UnsafeMutableRawBufferPointer(start: buffer, count: max))
}

private func outletForgotten(_ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  Unmanaged<Outlet>.fromOpaque(context).takeRetainedValue().close()
}
