/// What one rule says about a file, in words.
package struct Explanation: Sendable, CustomStringConvertible {
  package enum Verdict: Sendable, Equatable {
    case taken(business: String)
    case declined(String)  // why, such as “name is photo.jpg, wants *.csv”
    case notAsked  // an earlier rule took the file
  }

  package let rule: Rule
  package let verdict: Verdict

  package var description: String {
    let words =
      switch verdict {
      case .taken(let business):
        "takes it: worker \(rule.worker), route \(rule.route), business \(business)"
      case .declined(let reason): "no: \(reason)"
      case .notAsked: "not asked: an earlier rule takes it"
      }
    return "\(rule.place): \(rule.name): \(words)"
  }
}
