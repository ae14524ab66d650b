/// What the rules say about one file.
package enum Decision: Sendable, Equatable {
  case taken(Rule, business: String)
  case unmatched  // no rule takes it
}
