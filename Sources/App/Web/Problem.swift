/// Why a request is not answered as it was meant: RFC 9457. Handlers throw it; people get a page,
/// programs `application/problem+json`.
package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
  /// One fault in what was sent.
  package struct Fault: Sendable, Equatable {
    /// Where: the name of a field, or a JSON pointer.
    package let pointer: String
    package let detail: String

    package init(pointer: String, detail: String) {
      self.pointer = pointer
      self.detail = detail
    }
  }

  package var status: Int
  package var title: String
  /// What happened, to what, and why.
  package var detail: String
  /// What to do; may be empty.
  package var hint = ""
  package var errors: [Fault] = []
  /// Seconds to wait before the next try.
  package var retryAfter: Int?
  /// What may be asked in its place, for a wrong method.
  package var allow: [String] = []

  package init(_ status: Int, _ title: String, _ detail: String, hint: String = "") {
    self.status = status
    self.title = title
    self.detail = detail
    self.hint = hint
  }

  package var description: String { "\(status) \(title): \(detail)" }

  package static func notFound(_ detail: String, hint: String = "") -> Problem {
    Problem(404, "Not found", detail, hint: hint)
  }

  package static func forbidden(_ detail: String, hint: String = "") -> Problem {
    Problem(403, "Not allowed", detail, hint: hint)
  }

  package static func conflict(_ detail: String, hint: String = "") -> Problem {
    Problem(409, "Conflict", detail, hint: hint)
  }

  package static func invalid(_ detail: String, _ errors: [Fault] = []) -> Problem {
    var problem = Problem(422, "Not valid", detail)
    problem.errors = errors
    return problem
  }

  package static func malformed(_ detail: String) -> Problem {
    Problem(400, "Malformed request", detail)
  }

  package static let signInNeeded = Problem(
    401, "Sign in", "This needs somebody who has signed in, or a token.")

  package static func wait(_ seconds: Double) -> Problem {
    let whole = Int(seconds.rounded(.up))
    var problem = Problem(429, "Too many tries", "Try again in \(whole) seconds.")
    problem.retryAfter = whole
    return problem
  }

  /// Nothing can be answered for now.
  package static func closed(_ title: String, _ detail: String, hint: String) -> Problem {
    var problem = Problem(503, title, detail, hint: hint)
    problem.retryAfter = 5
    return problem
  }

  /// Something of ours went wrong; what, the log says.
  package static func fault(request id: String) -> Problem {
    Problem(
      500, "Something went wrong", "The request could not be answered.",
      hint: "The log tells more under the number \(id).")
  }
}
