internal import CCurl
import Synchronization

/// One request on its way, and who waits for it.
final class Transfer: @unchecked Sendable {
  typealias Waiter = CheckedContinuation<Result<HTTPHead, HTTPError>, Never>

  // Everything but `isCancelled` is set before `TransferLoop.start` or used by its thread alone.
  let request: HTTPRequest
  var waiter: Waiter?
  private let body: AsyncThrowingStream<[UInt8], any Error>.Continuation
  let isCancelled = Atomic(false)

  private(set) var handle: UnsafeMutableRawPointer?
  /// Known once the handle is given back.
  private var wasSent = false
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var errors: UnsafeMutablePointer<CChar>?
  private var allowsLinkLocal = false

  private var head = HeadReader()
  private var headBytes = 0
  private var bodyBytes = 0
  private var excess: String?
  private var refusedAddress: String?

  private let started = ContinuousClock.now
  private var lastActive = ContinuousClock.now

  init(_ request: HTTPRequest, body: AsyncThrowingStream<[UInt8], any Error>.Continuation) {
    self.request = request
    self.body = body
  }

  // MARK: what is asked of libcurl

  /// Makes the handle. False when libcurl takes one of the options for wrong.
  func prepare(_ configuration: HTTPConfiguration) -> Bool {
    guard let handle = curl_easy_init() else { return false }
    self.handle = handle
    allowsLinkLocal = configuration.allowsLinkLocal
    let errors = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    errors.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    self.errors = errors
    let context = Unmanaged.passUnretained(self).toOpaque()
    let codes = [
      dm_curl_errors(handle, errors),
      dm_curl_sinks(handle, Self.onHeader, Self.onBody, Self.onOpen, context),
      dm_curl_text(handle, CURLOPT_URL, request.url),
      dm_curl_text(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
      dm_curl_number(handle, CURLOPT_NOSIGNAL, 1),
      dm_curl_number(handle, CURLOPT_SSL_VERIFYPEER, 1),
      dm_curl_number(handle, CURLOPT_SSL_VERIFYHOST, 2),
      dm_curl_text(handle, CURLOPT_USERAGENT, configuration.agent),
      dm_curl_text(handle, CURLOPT_PROXY, configuration.proxy ?? ""),
      dm_curl_text(handle, CURLOPT_NOPROXY, ""),
      dm_curl_number(handle, CURLOPT_CONNECTTIMEOUT_MS, request.limits.connect.milliseconds),
      dm_curl_number(handle, CURLOPT_TIMEOUT_MS, request.limits.total.milliseconds),
    ]
    let files = configuration.authoritiesFile.map { dm_curl_text(handle, CURLOPT_CAINFO, $0) }
    return (codes + [files ?? CURLE_OK]).allSatisfy { $0 == CURLE_OK }
      && prepareRedirects(handle) && prepareMethod(handle) && prepareHeaders(handle)
      && prepareConnection(handle)
  }

  /// Where a connection that was used before ends without an answer, libcurl sends the request
  /// again. The server may have done what it says: then it is done twice. On a connection of its
  /// own a request is sent once.
  private func prepareConnection(_ handle: UnsafeMutableRawPointer) -> Bool {
    if request.method.isIdempotent { return true }
    return dm_curl_number(handle, CURLOPT_FRESH_CONNECT, 1) == CURLE_OK
      && dm_curl_number(handle, CURLOPT_FORBID_REUSE, 1) == CURLE_OK
  }

  private var followsRedirects: Bool {
    request.limits.redirectsMax > 0 && !request.headers.contains(where: \.isSecret)
  }

  private func prepareRedirects(_ handle: UnsafeMutableRawPointer) -> Bool {
    guard followsRedirects else { return true }
    return dm_curl_number(handle, CURLOPT_FOLLOWLOCATION, 1) == CURLE_OK
      && dm_curl_number(handle, CURLOPT_MAXREDIRS, request.limits.redirectsMax) == CURLE_OK
      && dm_curl_text(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") == CURLE_OK
  }

  private func prepareMethod(_ handle: UnsafeMutableRawPointer) -> Bool {
    switch request.method {
    case .head: return dm_curl_number(handle, CURLOPT_NOBODY, 1) == CURLE_OK
    case .get where request.body.isEmpty: return true
    default:
      let code = request.body.withUnsafeBytes { bytes in
        dm_curl_body(handle, bytes.baseAddress ?? UnsafeRawPointer(handle), bytes.count)
      }
      return code == CURLE_OK
        && dm_curl_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue) == CURLE_OK
    }
  }

  private func prepareHeaders(_ handle: UnsafeMutableRawPointer) -> Bool {
    // An empty `Expect:` keeps libcurl from waiting for leave to send a body.
    var lines = ["Expect:"]
    if !request.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      lines.append("Content-Type:")
    }
    // A header without a value is written with a semicolon, or libcurl leaves it out.
    lines += request.headers.map { $0.sent.isEmpty ? "\($0.name);" : "\($0.name): \($0.sent)" }
    for line in lines {
      guard let list = curl_slist_append(headerList, line) else { return false }
      headerList = list
    }
    return dm_curl_list(handle, CURLOPT_HTTPHEADER, headerList) == CURLE_OK
  }

  /// Gives back what libcurl holds; the loop has taken the handle out before.
  func release() {
    if let handle {
      wasSent = dm_curl_sent(handle) > 0
      curl_easy_cleanup(handle)
    }
    handle = nil
    curl_slist_free_all(headerList)
    headerList = nil
    errors?.deallocate()
    errors = nil
  }

  // MARK: what comes

  private static let onHeader: dm_curl_sink = { bytes, size, count, context in
    Transfer.taken(bytes, size * count, context) { $0.takeHeader($1) }
  }

  private static let onBody: dm_curl_sink = { bytes, size, count, context in
    Transfer.taken(bytes, size * count, context) { $0.takeBody($1) }
  }

  private static let onOpen: dm_curl_opener = { context, _, address in
    guard let context, let address else { return CURL_SOCKET_BAD }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().open(address)
  }

  private static func taken(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    by take: (Transfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    transfer.lastActive = .now
    // Any other count than that given makes libcurl end the transfer.
    return take(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : count &+ 1
  }

  private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headBytes += bytes.count
    if headBytes > request.limits.headBytesMax {
      excess = "the head of the answer is larger than \(request.limits.headBytesMax) bytes"
      return false
    }
    guard let whole = head.take(String(decoding: bytes, as: UTF8.self)) else { return true }
    let isFollowed =
      followsRedirects && (300..<400).contains(whole.status) && whole["location"] != nil
    if whole.status >= 200, !isFollowed { answer(.success(whole)) }
    return true
  }

  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // The bodies of redirects that are followed are nobody's.
    if waiter != nil { return true }
    bodyBytes += bytes.count
    if bodyBytes > request.limits.bodyBytesMax {
      excess = "the answer is larger than \(request.limits.bodyBytesMax) bytes"
      return false
    }
    body.yield(Array(bytes))
    return true
  }

  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    let isLinkLocal = withUnsafePointer(to: &address.pointee.addr) {
      LinkLocal.contains(UnsafeRawPointer($0), length: Int(address.pointee.addrlen))
    }
    if isLinkLocal, !allowsLinkLocal {
      refusedAddress = "the host lies at a link-local address, where requests may not go"
      return CURL_SOCKET_BAD
    }
    return LinkLocal.socket(
      address.pointee.family, address.pointee.socktype, address.pointee.protocol)
  }

  // MARK: how it ends

  /// The next moment at which a limit of ours may be reached; the others libcurl keeps itself.
  var nextLimit: ContinuousClock.Instant {
    bodyBytes + headBytes == 0
      ? started + request.limits.connect + request.limits.firstByte
      : lastActive + request.limits.idle
  }

  /// Which limit has been reached, in words.
  func overdue(_ now: ContinuousClock.Instant) -> String? {
    if now < nextLimit { return nil }
    return bodyBytes + headBytes == 0
      ? "no answer came within \(request.limits.firstByte.text)"
      : "the answer stood still for \(request.limits.idle.text)"
  }

  /// What libcurl's result means; nil for a whole answer.
  func fault(_ code: CURLcode) -> (reason: HTTPError.Reason, detail: String)? {
    if code == CURLE_OK { return nil }
    if let excess { return (.tooLarge, excess) }
    if let refusedAddress { return (.refused, refusedAddress) }
    let said = errors.map { String(cString: $0) } ?? ""
    let detail = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
    return (CurlReason.of(code), detail)
  }

  /// Tells the waiter and the reader of the body; the first ending counts.
  func finish(_ reason: HTTPError.Reason?, _ detail: String) {
    guard let reason else {
      answer(.success(head.last))
      return body.finish()
    }
    let error = HTTPError(
      reason, request, detail, hasBegun: bodyBytes > 0, wasSent: wasSent)
    answer(.failure(error))
    body.finish(throwing: error)
  }

  private func answer(_ result: Result<HTTPHead, HTTPError>) {
    waiter?.resume(returning: result)
    waiter = nil
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }

  fileprivate var text: String { "\(Double(milliseconds) / 1000) seconds" }
}
