import Accounts
import Cryptography
import Daemon
import Foundation

/// `dropmill users …`
struct UsersCommand: Command {
  static let name = "users"
  static let summary = "who may sign in to the dashboard, and what they may do"
  static let operands = "list | add USER | change USER | link USER | remove USER"
  static let verbs = [
    Verb("list", "all users"),
    Verb("add", "a user, with a link to choose a password by"),
    Verb("change", "role, businesses, or whether they may sign in"),
    Verb("link", "a new link to choose a password by, for who forgot it"),
    Verb("remove", "a user, with sessions and tokens"),
  ]
  static let options = [
    Option.choice(
      "--role", of: Role.allCases.map(\.rawValue), help: "what they may do (default: viewer)"
    ).of("add", "change"),
    Option.value(Businesses.name, of: "NAME,…", help: "those they see (default: all)")
      .of("add", "change"),
    Option.flag("--all-businesses", help: "change: they see all again")
      .of("change").without(Businesses.name),
    Option.flag("--disable", help: "change: sign them out, and let them in no more")
      .of("change").without("--enable"),
    Option.flag("--enable", help: "change: let them in again").of("change"),
    Option.json,
  ]
  static let writes = true
  static let details = """
    A viewer looks, an operator decides about items, an admin changes rules and users. Works with
    and without a running daemon. Links work once, and for a day.

      dropmill users add ada --role operator --businesses acme
      dropmill users change ada --disable
      dropmill users link ada
    """

  private struct Shown: Encodable {
    let name: String
    let role: String
    let businesses: [String]?
    let isDisabled: Bool
    let hasSecondFactor: Bool
    /// Only where one was made just now.
    var link: String?

    init(_ account: Account, link: String? = nil) {
      (name, role) = (account.name, account.role.rawValue)
      businesses = account.scope.names
      (isDisabled, hasSecondFactor) = (account.isDisabled, account.hasSecondFactor)
      self.link = link
    }
  }

  func run(_ arguments: Arguments, _ session: Session) async throws -> ExitCode {
    let (verb, operands) = try Self.verb(arguments)
    let changes = Self.options.filter { $0.verbs.contains("change") }.map(\.name)
    if verb == "change", !changes.contains(where: arguments.gives) {
      throw UsageError(message: "change what?", hint: "one of: \(changes.joined(separator: ", "))")
    }
    try Index.requireInbox(session.workspace)
    let store = try await AccountsStore.open(session.workspace)
    do {
      try await carryOut(verb, operands, arguments, store.accounts, session.console)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
    return .success
  }

  private func carryOut(
    _ verb: String, _ operands: [String], _ arguments: Arguments, _ book: AccountBook,
    _ console: Console
  ) async throws {
    if verb == "list" { return try show(try await book.accounts(), console) }
    guard let name = operands.first else {
      throw UsageError(message: "\(verb) which user?", hint: "`dropmill users list` names them")
    }
    let role = arguments.values["--role"].flatMap(Role.init)
    let names = try Businesses.names(arguments)
    if verb == "add" {
      let account = try await book.add(
        name, role: role ?? .viewer, scope: BusinessScope(names), password: nil, by: .commandLine)
      return try await link(account, book, console)
    }
    guard let account = try await book.account(named: name) else {
      throw AccountError.unknown("user “\(name)”")
    }
    switch verb {
    case "change":
      let isDisabled = arguments.has("--disable") ? true : arguments.has("--enable") ? false : nil
      try await book.change(
        account.id, role: role,
        scope: arguments.has("--all-businesses") ? .all : names.map { BusinessScope($0) },
        isDisabled: isDisabled, by: .commandLine)
      guard let changed = try await book.account(named: name) else { return }
      if console.isJSON { return try console.print(json: Shown(changed)) }
      console.note("\(name) is changed")
      console.print(Self.line(changed))
    case "link": try await link(account, book, console)
    default:
      try await book.remove(account.id, by: .commandLine)
      if console.isJSON { return try console.print(json: Shown(account)) }
      console.note("\(name) is removed")
    }
  }

  private func link(
    _ account: Account, _ book: AccountBook, _ console: Console
  ) async throws {
    let secret = try await book.link(for: account.id, by: .commandLine)
    let link = "/welcome/\(secret.text)"
    if console.isJSON { return try console.print(json: Shown(account, link: link)) }
    console.note("\(account.name) chooses a password, once and within a day, at the dashboard's")
    console.print(link)
  }

  private func show(_ accounts: [Account], _ console: Console) throws {
    if console.isJSON {
      return try console.print(json: accounts.map { Shown($0) })
    }
    for account in accounts { console.print(Self.line(account)) }
    if accounts.isEmpty { console.note("no users yet: `dropmill run` prints the first link") }
  }

  private static func line(_ account: Account) -> String {
    let scope = account.scope.names.map { " of \($0.joined(separator: ", "))" } ?? ""
    let marks =
      (account.hasSecondFactor ? ", second factor" : "") + (account.isDisabled ? ", disabled" : "")
    return "\(account.name)  \(account.role.rawValue)\(scope)\(marks)"
  }
}
