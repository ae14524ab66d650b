import Chats
import Files
import Foundation
import HTTPClient
import Rules

/// One request to a model and its answer, as it comes.
struct Exchange: Sendable {
  private let session: HTTPSession
  private let credentials: Path?
  private let now: @Sendable () -> Date

  init(_ session: HTTPSession, _ credentials: Path?, _ now: @escaping @Sendable () -> Date) {
    self.session = session
    self.credentials = credentials
    self.now = now
  }

  /// - Parameter learn: gets what the server says of its limits.
  /// - Throws: ``ChatFault``, `CancellationError`.
  func run(
    _ question: inout Question, learn: (LimitHeaders) -> Void
  ) async throws -> ChatAnswer {
    let dialect = question.provider.dialect
    let key = try key(of: question.provider)
    let request = request(question, key)
    let mask: @Sendable (String) -> String = { key?.masked(in: $0) ?? $0 }
    var stream = ChatStream(dialect, mask: mask)
    // What a server has begun on is paid for, whatever becomes of it.
    var isTaken = false
    var hasBegun = false
    // Some answer in one piece, though they were asked for a stream.
    var whole: [UInt8]?
    do {
      let response = try await session.stream(request)
      let header = { (name: String) in response.head[name] }
      learn(LimitHeaders(dialect, header: header, secondsUntil: secondsUntil))
      if !response.head.isSuccess {
        throw FaultReading.fault(
          status: response.head.status, body: try await response.gathered(), mask: mask,
          header: header, secondsUntil: secondsUntil)
      }
      isTaken = true
      for try await piece in response.body {
        // Before it come blanks from those that keep the connection alive.
        let first = piece.first { ![0x20, 0x0a, 0x0d, 0x09].contains($0) }
        if !hasBegun, first == UInt8(ascii: "{") { whole = [] }
        hasBegun = hasBegun || first != nil
        whole?.append(contentsOf: piece)
        if whole == nil { _ = try stream.take(piece) }
      }
      if Task.isCancelled { throw CancellationError() }
      var answer = try whole.map { try dialect.answer(in: $0, mask: mask) } ?? stream.finish()
      // A server in between may say again what it was sent.
      answer.text = mask(answer.text)
      answer.model = String(mask(answer.model).prefix(Self.modelNameMax))
      return answer
    } catch {
      let broken = error as? HTTPError
      let mayBeTaken = broken.map { $0.reason == .timedOut && $0.wasSent } ?? false
      if isTaken || mayBeTaken {
        let bytes = max(stream.writtenBytes, whole?.count ?? 0)
        question.spend(stream.counted, bytes: bytes, isKnown: isTaken)
      }
      guard let broken else { throw error }
      throw broken.reason == .cancelled ? CancellationError() : Self.fault(broken)
    }
  }

  private static let modelNameMax = 100

  private func request(_ question: Question, _ key: Secret?) -> HTTPRequest {
    let provider = question.provider
    var request = HTTPRequest(
      .post, provider.dialect.url(base: provider.url, model: provider.model, isStreamed: true))
    for header in provider.dialect.headers {
      switch header {
      case .plain(let name, let value): request.headers.append(HTTPHeader(name, value))
      case .key(let name, let prefix):
        if let key { request.headers.append(HTTPHeader(name, prefix: prefix, secret: key)) }
      }
    }
    request.headers.append(HTTPHeader("accept", "text/event-stream"))
    request.body = question.body
    request.limits.total = min(
      provider.timeout, .seconds(max(1, question.deadline - now().timeIntervalSince1970)))
    request.limits.firstByte = provider.timeout / 4
    request.limits.idle = provider.timeout / 6
    request.limits.bodyBytesMax = 8 << 20
    return request
  }

  private func key(of provider: ModelProvider) throws(ChatFault) -> Secret? {
    guard let source = provider.key else { return nil }
    guard let path = source.path(credentials: credentials?.description).map({ Path($0) }) else {
      throw ChatFault(.credentials, "there are no credentials of systemd to take its key from")
    }
    do throws(FileError) {
      let text = String(decoding: try FileReader.contents(of: path, limit: 16 << 10), as: UTF8.self)
      let key = Secret(text)
      if key.isEmpty { throw FileError(.read, path, .noSuchFile) }
      return key
    } catch {
      throw ChatFault(.credentials, "its key could not be read: \(error)")
    }
  }

  private static func fault(_ error: HTTPError) -> ChatFault {
    switch error.reason {
    case .broken, .unreadable, .tooLarge: ChatFault(.broken, error.detail)
    case .unresolved, .unconnected, .timedOut: ChatFault(.unreachable, error.detail)
    case .malformed, .refused, .untrusted: ChatFault(.missing, error.detail)
    case .cancelled, .stopped: ChatFault(.unreachable, error.detail)
    }
  }

  /// A time as HTTP writes it (RFC 9110, 5.6.7), or as RFC 3339 does.
  private func secondsUntil(_ text: String) -> Double? {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    let date = format.date(from: text) ?? ISO8601DateFormatter().date(from: text)
    return date.map { $0.timeIntervalSince(now()) }
  }
}
