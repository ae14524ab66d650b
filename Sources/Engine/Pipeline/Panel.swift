package import Files
package import Foundation
package import Pages
package import Storage

/// What a worker shows of itself: one part of a page, made anew each time that somebody looks.
package struct Panel: Sendable {
  /// Lower case, for an address; unique in its worker.
  package let name: String
  package let title: StaticString
  /// What can be seen in it, as a sentence.
  package let summary: StaticString
  /// Its words in other languages than the English that stands in the code: by language, from the
  /// English. So pages speak the reader's language and know no domain.
  package let translations: [String: [String: String]]
  /// What is shown; it says itself when there is nothing yet.
  package let content: @Sendable (PanelContext) async throws -> SafeHTML

  package init(
    name: String, title: StaticString, summary: StaticString,
    translations: [String: [String: String]] = [:],
    content: @escaping @Sendable (PanelContext) async throws -> SafeHTML
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.translations = translations
    self.content = content
  }
}

/// What a panel may look at: it reads, and changes nothing.
package struct PanelContext: Sendable {
  /// The business that is asked for; nil for all that may be seen.
  package let business: String?
  /// The businesses that may be seen; nil for all.
  package let visibleBusinesses: [String]?
  package let now: Date
  /// In the language of who looks, with the panel's own.
  package let words: Words
  package let outbox: OutboxReader
  /// The workspace's folder of rules.
  package let rules: Path
  private let database: any Database

  package init(
    business: String?, visibleBusinesses: [String]? = nil, now: Date,
    words: Words = .english, outbox: OutboxReader, database: any Database
  ) {
    self.business = business
    self.visibleBusinesses = visibleBusinesses
    self.now = now
    self.words = words
    self.outbox = outbox
    rules = outbox.rules
    self.database = database
  }

  /// Reads the worker's tables.
  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await database.read(body)
  }

  /// Whether a business is to be shown.
  package func shows(_ business: String) -> Bool {
    if let one = self.business, one != business { return false }
    return visibleBusinesses?.contains(business) ?? true
  }
}

/// What is published of one worker, for those who look.
package struct OutboxReader: Sendable {
  private let outbox: Path
  fileprivate let rules: Path
  private let worker: String
  /// What addresses of published files begin with.
  private let address: String

  /// - Parameter address: where files of the outbox can be seen, such as `/results`.
  package init(workspace: Workspace, worker: String, address: String) {
    outbox = workspace.outbox
    rules = workspace.rules
    self.worker = worker
    self.address = address
  }

  /// The directory of a business below the outbox.
  private func directory(of business: String) -> Path {
    Path(worker) / BusinessDirectory.name(of: business)
  }

  /// Where a published file can be seen; nil when it is not there.
  ///
  /// - Parameter path: below the directory of the business.
  package func link(to path: Path, of business: String) throws -> Link? {
    let file = directory(of: business) / path
    guard try FileStatus.ifPresent(outbox / file) != nil else { return nil }
    return Link("\(address)/\(file.percentEncoded)")
  }

  /// The bytes of a published file; nil when it is not there.
  ///
  /// - Throws: ``Files/FileError``, also when it is longer than `limit`.
  package func contents(of path: Path, of business: String, limit: Int = 1 << 20) throws -> [UInt8]?
  {
    let file = outbox / directory(of: business) / path
    guard try FileStatus.ifPresent(file) != nil else { return nil }
    return try FileReader.contents(of: file, limit: limit)
  }
}

extension Path {
  /// As the path of an address: all but letters, digits and `-._~/` percent-encoded.
  package var percentEncoded: String {
    var text = ""
    for byte in bytes {
      switch byte {
      case 0x2D...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x7E:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
