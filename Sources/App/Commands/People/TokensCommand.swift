import Accounts
import Cryptography
import Daemon
import Foundation

/// `dropmill tokens …`
struct TokensCommand: Command {
  static let name = "tokens"
  static let summary = "what programs show to the API in a person's stead"
  static let operands = "list USER | add USER NAME | remove USER NUMBER"
  static let verbs = [
    Verb("list", "the tokens of a user"),
    Verb("add", "a token; its text is printed this once"),
    Verb("remove", "a token, which works no more at once"),
  ]
  static let options = [
    Option.choice(
      "--role", of: Role.allCases.map(\.rawValue), help: "at most this (default: viewer)"
    ).of("add"),
    Option.value(Businesses.name, of: "NAME,…", help: "only these (default: those of the user)")
      .of("add"),
    Option.value("--days", of: "NUMBER", help: "how long it works (default: 90)").of("add"),
    Option.json,
  ]
  static let writes = true
  static let details = """
    A token never may more than its user, and ends with it. Only a digest of it is kept.

      dropmill tokens add ada nightly-import --role operator --days 30
      curl -H "Authorization: Bearer dm_…" http://127.0.0.1:8321/api/v1/items
    """

  private struct Shown: Encodable {
    let number: Int
    let name: String
    let role: String
    let expires: Date
    /// Only of one that was made just now.
    var text: String?

    init(_ token: Token, text: String? = nil) {
      (number, name, role) = (token.id, token.name, token.role.rawValue)
      expires = Date(timeIntervalSince1970: token.expires)
      self.text = text
    }
  }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let (verb, operands) = try Self.verb(arguments)
    guard let name = operands.first else {
      throw UsageError(
        message: verb == "list" ? "the tokens of which user?" : "\(verb) a token of which user?",
        hint: "`dropmill users list` names them")
    }
    try Index.requireInbox(session.workspace)
    let store = try await AccountsStore.open(session.workspace)
    do {
      guard let account = try await store.accounts.account(named: name) else {
        throw AccountError.unknown("user “\(name)”")
      }
      try await carryOut(
        verb, operands.dropFirst().first, account, arguments, store.accounts, session.console)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
    return .success
  }

  private func carryOut(
    _ verb: String, _ operand: String?, _ account: Account, _ arguments: Arguments,
    _ book: AccountBook, _ console: Console
  ) async throws {
    switch verb {
    case "list": try show(try await book.tokens(of: account.id), console)
    case "add":
      guard let name = operand else { throw UsageError(message: "what is the token called?") }
      let days = try Number.positive(arguments.values["--days"], "--days") ?? 90
      let names = try Businesses.names(arguments)
      let (text, token) = try await book.addToken(
        name, of: account.id, role: arguments.values["--role"].flatMap(Role.init) ?? .viewer,
        scope: BusinessScope(names), seconds: Double(days) * 86_400, by: .commandLine)
      if console.isJSON { return try console.print(json: Shown(token, text: text.text)) }
      console.note("token \(token.id), \(token.role.rawValue), for \(days) days:")
      console.print(text.text)
    default:
      guard let number = try Number.positive(operand, "remove") else {
        throw UsageError(
          message: "remove which token?", hint: "`dropmill tokens list \(account.name)` says")
      }
      let removed = try await book.tokens(of: account.id).first { $0.id == number }
      try await book.removeToken(number, of: account.id, by: .commandLine)
      if console.isJSON, let removed { return try console.print(json: Shown(removed)) }
      console.note("token \(number) works no more")
    }
  }

  private func show(_ tokens: [Token], _ console: Console) throws {
    let shown = tokens.map { Shown($0) }
    if console.isJSON { return try console.print(json: shown) }
    for token in shown {
      let day = Date.ISO8601FormatStyle().year().month().day().format(token.expires)
      console.print("\(token.number)  \(token.name)  \(token.role)  until \(day)")
    }
  }
}
