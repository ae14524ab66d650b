import Accounts
import Cryptography
import SQLiteStorage
import Storage
import Synchronization
import TestSupport
import Testing

/// Accounts in a database of their own, with a time that stands still.
struct AccountsBench: Sendable {
  final class Time: Sendable {
    let seconds = Mutex(1_800_000_000.0)
    func pass(_ more: Double) { seconds.withLock { $0 += more } }
  }

  let place = try? TemporaryDirectory()
  let time = Time()
  let accounts: AccountBook
  let origin = Origin(accountID: nil, name: "test", address: "192.0.2.1", request: "r1")

  init() async throws {
    let directory = try #require(place)
    let database = try SQLiteDatabase(path: "\(directory.path)/accounts.sqlite")
    try await Migration.apply(AccountBook.migrations, to: database)
    var configuration = AccountsConfiguration()
    configuration.cost = .least
    configuration.hashingThreads = 1
    accounts = AccountBook(
      database: database, configuration: configuration,
      now: { [time] in time.seconds.withLock { $0 } })
  }

  static let password = "a meadow in the rain"

  func add(_ name: String, _ role: Role = .admin, _ scope: BusinessScope = .all) async throws
    -> Account
  {
    try await accounts.add(name, role: role, scope: scope, password: Self.password, by: origin)
  }

  func logIn(_ name: String, _ password: String = password, from address: String = "192.0.2.1")
    async throws -> LoginResult
  {
    let origin = Origin(accountID: nil, name: "", address: address, request: "r2")
    return try await accounts.logIn(name: name, password: password, from: origin, agent: "test")
  }

  func session(of name: String) async throws -> Secret {
    guard case .signedIn(let secret, _) = try await logIn(name) else {
      throw AccountError.unknown("session")
    }
    return secret
  }
}

@Suite struct `A person` {
  @Test func `signs in with the right password, each time with a new session`() async throws {
    let bench = try await AccountsBench()
    let account = try await bench.add("ada")
    let first = try await bench.session(of: "ada")
    let second = try await bench.session(of: "ada")
    #expect(first.text != second.text)
    let viewer = try #require(try await bench.accounts.viewer(ofSession: first))
    #expect(viewer.accountID == account.id && viewer.role == .admin)
    #expect(try await bench.accounts.sessions(of: account.id).count == 2)
    #expect(try await bench.accounts.viewer(ofSession: Secret(text: "planted")) == nil)
  }

  @Test func `is told the same for a wrong name and a wrong password`() async throws {
    let bench = try await AccountsBench()
    _ = try await bench.add("ada")
    for name in ["ada", "nobody"] {
      guard case .refused = try await bench.logIn(name, "wrong") else {
        Issue.record("\(name) was not refused")
        return
      }
    }
  }

  @Test func `waits after five failures, and others do not`() async throws {
    let bench = try await AccountsBench()
    _ = try await bench.add("ada")
    for _ in 0..<5 { _ = try await bench.logIn("ada", "wrong") }
    guard case .wait(let seconds) = try await bench.logIn("ada") else {
      Issue.record("nobody had to wait")
      return
    }
    #expect(seconds == 60)
    guard case .signedIn = try await bench.logIn("ada", from: "192.0.2.2") else {
      Issue.record("a stranger locks the owner out")
      return
    }
    bench.time.pass(61)
    guard case .signedIn = try await bench.logIn("ada") else {
      Issue.record("the wait does not end")
      return
    }
  }

  @Test func `waits after thirty failures with whatever names`() async throws {
    let bench = try await AccountsBench()
    for number in 0..<30 { _ = try await bench.logIn("name\(number)", "wrong") }
    guard case .wait = try await bench.logIn("another", "wrong") else {
      Issue.record("an address may guess without end")
      return
    }
  }

  @Test func `is signed out after half an hour of nothing, and after twelve hours`() async throws {
    let bench = try await AccountsBench()
    _ = try await bench.add("ada")
    let idle = try await bench.session(of: "ada")
    bench.time.pass(31 * 60)
    #expect(try await bench.accounts.viewer(ofSession: idle) == nil)
    let busy = try await bench.session(of: "ada")
    for _ in 0..<35 {
      bench.time.pass(20 * 60)
      #expect(try await bench.accounts.viewer(ofSession: busy) != nil)
      // What was noted without waiting is in the order of the writes.
      try await bench.accounts.record("test", "", "", bench.origin)
    }
    bench.time.pass(21 * 60)
    #expect(try await bench.accounts.viewer(ofSession: busy) == nil)
  }

  @Test func `loses all sessions when disabled or given another password`() async throws {
    let bench = try await AccountsBench()
    _ = try await bench.add("root")
    let account = try await bench.add("ada", .viewer)
    let one = try await bench.session(of: "ada")
    try await bench.accounts.setPassword(
      "another meadow, drier", of: account.id, by: bench.origin)
    #expect(try await bench.accounts.viewer(ofSession: one) == nil)
    guard case .signedIn(let two, _) = try await bench.logIn("ada", "another meadow, drier") else {
      Issue.record("the new password does not work")
      return
    }
    try await bench.accounts.change(account.id, isDisabled: true, by: bench.origin)
    #expect(try await bench.accounts.viewer(ofSession: two) == nil)
    guard case .refused = try await bench.logIn("ada", "another meadow, drier") else {
      Issue.record("who is disabled signs in")
      return
    }
  }

  @Test func `with a second factor signs in with a code that works once`() async throws {
    let bench = try await AccountsBench()
    let account = try await bench.add("ada")
    let codes = OneTimeCode(secret: OneTimeCode.makeSecret())
    let step = Int(bench.time.seconds.withLock { $0 } / 30)
    await #expect(throws: AccountError.wrongCode) {
      try await bench.accounts.setSecondFactor(
        codes.secret, code: "000000x", of: account.id, by: bench.origin)
    }
    try await bench.accounts.setSecondFactor(
      codes.secret, code: codes.code(at: step), of: account.id, by: bench.origin)
    guard case .needsCode(let waiting) = try await bench.logIn("ada") else {
      Issue.record("no code is asked for")
      return
    }
    let again = try await bench.accounts.logIn(
      waiting: waiting, code: codes.code(at: step), from: bench.origin, agent: "")
    guard case .refused = again else {
      Issue.record("a code works twice")
      return
    }
    let right = try await bench.accounts.logIn(
      waiting: waiting, code: codes.code(at: step + 1), from: bench.origin, agent: "")
    guard case .signedIn = right else {
      Issue.record("the next code does not work")
      return
    }
  }

  @Test(arguments: [
    ("short12", PasswordRules.Objection.short), ("password1", .common), ("QWERTYUIOP", .common),
    ("my-dropmill-key", .obvious), ("ada's own secret", .obvious),
    (String(repeating: "x", count: 600), .long),
  ])
  func `may not choose a password that is guessed first`(
    _ password: String, _ objection: PasswordRules.Objection
  ) {
    #expect(PasswordRules.objection(to: password, of: "ada") == objection)
  }

  @Test(arguments: ["correct horse", "ÄÖÜ ✓ meadow", String(repeating: "long ", count: 30)])
  func `may choose any other`(_ password: String) {
    #expect(PasswordRules.objection(to: password, of: "ada") == nil)
  }

  @Test func `comes in first by a link that works once`() async throws {
    let bench = try await AccountsBench()
    let old = try #require(try await bench.accounts.firstLink())
    let link = try #require(try await bench.accounts.firstLink())
    await #expect(throws: AccountError.badLink) { try await bench.accounts.invitation(old) }
    let account = try await bench.accounts.accept(
      link, name: "ada", password: AccountsBench.password, from: bench.origin)
    #expect(account.role == .admin)
    await #expect(throws: AccountError.badLink) {
      try await bench.accounts.accept(
        link, name: "eve", password: AccountsBench.password, from: bench.origin)
    }
    #expect(try await bench.accounts.firstLink() == nil)
  }

  @Test func `who is the last admin stays one`() async throws {
    let bench = try await AccountsBench()
    let admin = try await bench.add("ada")
    _ = try await bench.add("bob", .viewer)
    await #expect(throws: AccountError.lastAdmin) {
      try await bench.accounts.change(admin.id, role: .viewer, by: bench.origin)
    }
    await #expect(throws: AccountError.lastAdmin) {
      try await bench.accounts.remove(admin.id, by: bench.origin)
    }
    #expect(try await bench.accounts.account(admin.id)?.role == .admin)
  }

  @Test func `who manages one business is no admin of all, and leaves nobody without one`()
    async throws
  {
    let bench = try await AccountsBench()
    let ada = try await bench.add("ada")
    let lima = try await bench.add("lima", .admin, .only(["acme"]))
    let changes: [(Role?, BusinessScope?, Bool?)] = [
      (.operator, nil, nil), (nil, .only(["acme"]), nil), (nil, nil, true),
    ]
    for (role, scope, isDisabled) in changes {
      await #expect(throws: AccountError.lastAdmin) {
        try await bench.accounts.change(
          ada.id, role: role, scope: scope, isDisabled: isDisabled, by: bench.origin)
      }
    }
    await #expect(throws: AccountError.lastAdmin) {
      try await bench.accounts.remove(ada.id, by: bench.origin)
    }
    // Whoever was none may change, and go.
    try await bench.accounts.change(lima.id, role: .viewer, by: bench.origin)
    try await bench.accounts.remove(lima.id, by: bench.origin)
  }

  @Test(arguments: ["listings/acme", "", ".hidden", "a\nb", String(repeating: "x", count: 256)])
  func `is given no business that can be none`(_ name: String) async throws {
    let bench = try await AccountsBench()
    let ada = try await bench.add("ada")
    let refused = AccountError.badBusiness(name)
    await #expect(throws: refused) { try await bench.add("eve", .viewer, .only([name])) }
    await #expect(throws: refused) {
      try await bench.accounts.change(ada.id, scope: .only(["acme", name]), by: bench.origin)
    }
    await #expect(throws: refused) {
      try await bench.accounts.addToken(
        "ci", of: ada.id, role: .viewer, scope: .only([name]), seconds: 60, by: bench.origin)
    }
    #expect(try await bench.accounts.accounts() == [ada])
  }

  @Test func `keeps a business whose name has commas and spaces`() async throws {
    let bench = try await AccountsBench()
    let scope = BusinessScope.only(["Smith, Jones", "Größe & Co"])
    let ada = try await bench.add("ada", .viewer, scope)
    #expect(try await bench.accounts.account(ada.id)?.scope == scope)
  }

  @Test func `hears how long to wait where a password is asked for again, right or wrong`()
    async throws
  {
    let bench = try await AccountsBench()
    let ada = try await bench.add("ada")
    func isPassword(_ password: String) async throws -> Bool {
      try await bench.accounts.isPassword(password, of: ada, from: bench.origin)
    }
    #expect(try await isPassword(AccountsBench.password))
    for _ in 0..<5 { #expect(try await !isPassword("wrong")) }
    await #expect(throws: AccountError.throttled(seconds: 60)) {
      try await isPassword(AccountsBench.password)
    }
    bench.time.pass(61)
    #expect(try await isPassword(AccountsBench.password))
  }

  @Test func `who guesses without end fills no log`() async throws {
    let bench = try await AccountsBench()
    for _ in 0..<3 {
      for number in 0..<90 { _ = try await bench.logIn("name\(number)", "wrong") }
      bench.time.pass(61)
    }
    _ = try await bench.logIn("one", "wrong", from: "192.0.2.2")
    let refused = try await bench.accounts.audit(action: "login.refused", limit: 500)
    let throttled = try await bench.accounts.audit(action: "login.throttled", limit: 500)
    #expect((refused.count, throttled.count) == (91, 3))
  }

  @Test func `leaves a trace of each change`() async throws {
    let bench = try await AccountsBench()
    let account = try await bench.add("ada")
    _ = try await bench.logIn("ada", "wrong")
    _ = try await bench.session(of: "ada")
    _ = try await bench.accounts.addToken(
      "ci", of: account.id, role: .viewer, scope: .all, seconds: 60, by: bench.origin)
    let actions = try await bench.accounts.audit(limit: 10).map(\.action)
    #expect(actions == ["token.add", "login", "login.refused", "user.add"])
    #expect(try await bench.accounts.audit(action: "login", limit: 10).count == 2)
  }
}

@Suite struct `A token` {
  @Test func `speaks for its owner, for no more and no longer`() async throws {
    let bench = try await AccountsBench()
    _ = try await bench.add("root")
    let owner = try await bench.add("ada", .operator, .only(["acme", "best"]))
    let (text, token) = try await bench.accounts.addToken(
      "ci", of: owner.id, role: .admin, scope: .only(["acme", "foreign"]), seconds: 3600,
      by: bench.origin)
    #expect(text.text.hasPrefix("dm_"))
    #expect(token.role == .operator)
    let viewer = try #require(try await bench.accounts.viewer(ofToken: text))
    #expect(viewer.role == .operator && viewer.scope == .only(["acme"]))
    try await bench.accounts.change(owner.id, role: .viewer, by: bench.origin)
    #expect(try await bench.accounts.viewer(ofToken: text)?.role == .viewer)
    bench.time.pass(3601)
    #expect(try await bench.accounts.viewer(ofToken: text) == nil)
  }

  @Test func `makes none that outlives it`() async throws {
    let bench = try await AccountsBench()
    let owner = try await bench.add("ada")
    func make(_ seconds: Double, with maker: Int?) async throws -> (text: Secret, token: Token) {
      try await bench.accounts.addToken(
        "ci", of: owner.id, role: .viewer, scope: .all, seconds: seconds, with: maker,
        by: bench.origin)
    }
    let short = try await make(3600, with: nil)
    let long = try await make(366 * 86_400, with: short.token.id)
    let last = try await make(60, with: long.token.id)
    #expect(long.token.expires == short.token.expires)
    #expect(last.token.expires == last.token.created + 60)
    try await bench.accounts.removeToken(short.token.id, of: owner.id, by: bench.origin)
    for token in [long, last] {
      #expect(try await bench.accounts.viewer(ofToken: token.text) == nil)
    }
    await #expect(throws: AccountError.unknown("such token")) {
      try await make(60, with: short.token.id)
    }
  }

  @Test func `ends when it is removed`() async throws {
    let bench = try await AccountsBench()
    let owner = try await bench.add("ada")
    let (text, token) = try await bench.accounts.addToken(
      "ci", of: owner.id, role: .viewer, scope: .all, seconds: 3600, by: bench.origin)
    try await bench.accounts.removeToken(token.id, of: owner.id, by: bench.origin)
    #expect(try await bench.accounts.viewer(ofToken: text) == nil)
  }
}

@Suite struct `A copy of the accounts` {
  @Test func `lets nobody in`() async throws {
    let bench = try await AccountsBench()
    let owner = try await bench.add("ada")
    let session = try await bench.session(of: "ada")
    let (token, _) = try await bench.accounts.addToken(
      "ci", of: owner.id, role: .viewer, scope: .all, seconds: 3600, by: bench.origin)
    let files = try TreeListing.of(try #require(bench.place).path)
    #expect(files.keys.contains("accounts.sqlite"))
    for (name, bytes) in files {
      for secret in [AccountsBench.password, session.text, token.text] {
        #expect(bytes.firstRange(of: Array(secret.utf8)) == nil, "a secret is in \(name)")
      }
    }
  }
}
