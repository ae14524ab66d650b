import HTTPServer
import Storage
import Web

// A write with an `Idempotency-Key` is carried out once:
//
//   begin ─► a row without an answer ─► the handler ─► keep: the answer, or forget after an error
//
// A row without an answer that an earlier run of the program left says that the write may or may
// not have been done: that is what is answered then, and nothing is done twice.

/// What was answered to writes that may be asked for again, as statements on a connection.
struct AnswerTable {
  private let connection: any Connection

  init(_ connection: any Connection) { self.connection = connection }

  static let migrations = [
    Migration(
      "api-answers-1",
      [
        """
        create table api_answer(
          name text primary key,
          content text not null,
          run text not null,
          until real not null,
          status integer,
          headers text,
          body text)
        """,
        "create index api_answer_until on api_answer(until)",
      ])
  ]

  static let seconds = 24 * 3600.0
  private static let answersMax = 10_000

  /// - Parameters:
  ///   - name: of account, address and key.
  ///   - content: of the whole request.
  ///   - run: of this process.
  /// - Returns: what was answered before; nil when it is to be carried out now.
  /// - Throws: ``Web/Problem`` when it cannot be, or must not.
  func begin(_ name: String, _ content: String, run: String, at time: Double) throws -> Response? {
    try connection.execute("delete from api_answer where until <= $1", [.real(time)])
    let known = try connection.first(
      "select content, run, status, headers, body from api_answer where name = $1", [.text(name)]
    ) { row in
      (
        content: row.text(0), run: row.text(1), status: row.optionalInteger(2),
        headers: row.optionalText(3), body: row.optionalText(4)
      )
    }
    guard let known else {
      try insert(name, content, run, time)
      return nil
    }
    if known.content != content {
      throw Problem.invalid("This Idempotency-Key came with another request before.")
    }
    guard let status = known.status else {
      if known.run == run { throw Problem.conflict("The same request is being carried out.") }
      throw Problem.conflict(
        "The daemon ended while it carried this request out: it may have been done.",
        hint: "Look whether it was, and ask with another key if it was not.")
    }
    guard let body = known.body else {
      throw Problem.conflict(
        "This was done, and its answer held a secret that is not kept.",
        hint: "Ask with another key for a new one.")
    }
    var response = Response(status)
    for field in FormFields(decoding: (known.headers ?? "").utf8).pairs {
      response.headers[field.name] = field.value
    }
    if !body.isEmpty { response.body = .bytes(Array(body.utf8)) }
    return response
  }

  private func insert(_ name: String, _ content: String, _ run: String, _ time: Double) throws {
    try connection.execute(
      "insert into api_answer(name, content, run, until) values($1, $2, $3, $4)",
      [.text(name), .text(content), .text(run), .real(time + Self.seconds)])
    try connection.execute(
      """
      delete from api_answer where name in (
        select name from api_answer order by until desc limit -1 offset \(Self.answersMax))
      """)
  }

  /// - Parameter isSecret: that it was done is kept, and not what was answered.
  func keep(_ response: Response, isSecret: Bool, for name: String) throws {
    var bytes: [UInt8] = []
    if case .bytes(let body) = response.body { bytes = body }
    let headers = FormFields(response.headers.fields.map { ($0.name, $0.value) }).encoded
    let body: SQLValue = isSecret ? .null : .text(String(decoding: bytes, as: UTF8.self))
    try connection.execute(
      "update api_answer set status = $1, headers = $2, body = $3 where name = $4",
      [.integer(response.status), .text(headers), body, .text(name)])
  }

  func forget(_ name: String) throws {
    try connection.execute("delete from api_answer where name = $1", [.text(name)])
  }
}
