import Cryptography
import Storage

extension AccountBook {
  package func accounts() async throws -> [Account] {
    try await database.read { try AccountTable($0).all() }
  }

  package func account(_ id: Int) async throws -> Account? {
    try await database.read { try AccountTable($0).account(id) }
  }

  package func account(named name: String) async throws -> Account? {
    try await database.read { try AccountTable($0).account(named: name) }
  }

  /// - Parameter password: nil when the person chooses one by a link.
  /// - Throws: ``AccountError``.
  package func add(
    _ name: String, role: Role, scope: BusinessScope, password: String?, by origin: Origin
  ) async throws -> Account {
    if !Self.isName(name) { throw AccountError.badName }
    try scope.check()
    let hash = try await hash(password, of: name)
    let time = now()
    return try await database.write { connection in
      let table = AccountTable(connection)
      if try table.account(named: name) != nil { throw AccountError.nameTaken(name) }
      let id = try table.insert(name, role, scope, hash, time)
      let detail = Self.detail(role, scope)
      try AuditTable(connection).add("user.add", name, detail, origin, time)
      guard let account = try table.account(id) else { throw AccountError.unknown("user") }
      return account
    }
  }

  /// Changes what is given.
  ///
  /// - Throws: ``AccountError``.
  package func change(
    _ id: Int, role: Role? = nil, scope: BusinessScope? = nil, isDisabled: Bool? = nil,
    by origin: Origin
  ) async throws {
    try scope?.check()
    let time = now()
    try await database.write { connection in
      let table = AccountTable(connection)
      guard let old = try table.account(id) else { throw AccountError.unknown("such user") }
      let newRole = role ?? old.role
      let newScope = scope ?? old.scope
      let isOff = isDisabled ?? old.isDisabled
      try connection.execute(
        "update account set role=$1, businesses=$2, is_disabled=$3 where id=$4",
        [
          .text(newRole.rawValue), SQLValue(newScope.stored), .integer(isOff ? 1 : 0),
          .integer(id),
        ])
      if old.managesAll, try !table.isManaged() { throw AccountError.lastAdmin }
      if isOff { try SessionTable(connection).removeAll(of: id) }
      let before = Self.detail(old.role, old.scope) + (old.isDisabled ? ", disabled" : "")
      let after = Self.detail(newRole, newScope) + (isOff ? ", disabled" : "")
      try AuditTable(connection).add(
        "user.change", old.name, "\(before) → \(after)", origin, time)
    }
  }

  /// - Throws: ``AccountError``.
  package func remove(_ id: Int, by origin: Origin) async throws {
    let time = now()
    try await database.write { connection in
      let table = AccountTable(connection)
      guard let account = try table.account(id) else { throw AccountError.unknown("such user") }
      try connection.execute("delete from account where id=$1", [.integer(id)])
      if account.managesAll, try !table.isManaged(), try table.count() > 0 {
        throw AccountError.lastAdmin
      }
      try AuditTable(connection).add("user.remove", account.name, "", origin, time)
    }
  }

  /// Sets a password and ends all sessions of that person but one.
  ///
  /// - Parameter keeping: the public number of the session in which it is changed.
  /// - Throws: ``AccountError``.
  package func setPassword(
    _ password: String, of id: Int, keeping session: String? = nil, by origin: Origin
  ) async throws {
    guard let account = try await account(id) else { throw AccountError.unknown("such user") }
    let hash = try await hash(password, of: account.name)
    let time = now()
    try await database.write { connection in
      try connection.execute(
        "update account set password=$1 where id=$2", [SQLValue(hash?.text), .integer(id)])
      try SessionTable(connection).removeAll(of: id, but: session)
      try AuditTable(connection).add("user.password", account.name, "", origin, time)
    }
  }

  /// Whether it is that person's password. Counts as a try to sign in.
  ///
  /// - Throws: ``AccountError/throttled(seconds:)`` after too many: nobody knows whether it is.
  package func isPassword(_ password: String, of account: Account, from origin: Origin) async throws
    -> Bool
  {
    let start = now()
    if let wait = throttle.begin(account.name, from: origin.address, at: start) {
      throw AccountError.throttled(seconds: wait.seconds)
    }
    let found = try await database.read { try AccountTable($0).credentials(of: account.name) }
    let isRight = try await passwords.matches(password, found?.password)
    if isRight { throttle.succeeded(account.name, from: origin.address, at: start) }
    return isRight
  }

  // MARK: The second factor

  /// Switches the second factor on, once a code proves that the authenticator has the secret.
  ///
  /// - Throws: ``AccountError/wrongCode``.
  package func setSecondFactor(
    _ secret: [UInt8], code: String, of id: Int, by origin: Origin
  ) async throws {
    let time = now()
    guard let step = OneTimeCode(secret: secret).step(of: code, at: time, after: 0) else {
      throw AccountError.wrongCode
    }
    try await database.write { connection in
      try connection.execute(
        "update account set code_secret=$1, code_step=$2 where id=$3",
        [.blob(secret), .integer(step), .integer(id)])
      try AuditTable(connection).add("user.second-factor", "\(id)", "on", origin, time)
    }
  }

  /// Switches it off for who has it at hand: a code proves it, and works no more.
  ///
  /// - Throws: ``AccountError/wrongCode``.
  package func removeSecondFactor(of id: Int, code: String, by origin: Origin) async throws {
    guard try await useCode(code, of: id) else { throw AccountError.wrongCode }
    try await removeSecondFactor(of: id, by: origin)
  }

  /// For who has lost it.
  package func removeSecondFactor(of id: Int, by origin: Origin) async throws {
    let time = now()
    try await database.write { connection in
      try connection.execute(
        "update account set code_secret=null, code_step=0 where id=$1", [.integer(id)])
      try AuditTable(connection).add("user.second-factor", "\(id)", "off", origin, time)
    }
  }

  // MARK: Settings

  /// A word of the pages and 40 characters of a person, of four bytes at most.
  private static let settingNameBytesMax = 200

  /// What a person has chosen for the pages.
  package func set(_ name: String, to value: String, of id: Int) async throws {
    precondition(
      name.utf8.count <= Self.settingNameBytesMax, "settings have names that pages give")
    let text = String(value.prefix(256))
    try await database.write { connection in
      try connection.execute(
        """
        insert into setting(account, name, value) values($1, $2, $3)
          on conflict(account, name) do update set value=$3
        """, [.integer(id), .text(name), .text(text)])
    }
  }

  package func forget(setting name: String, of id: Int) async throws {
    try await database.write { connection in
      try connection.execute(
        "delete from setting where account=$1 and name=$2", [.integer(id), .text(name)])
    }
  }

  private func hash(_ password: String?, of name: String) async throws -> PasswordHash? {
    guard let password else { return nil }
    if let objection = PasswordRules.objection(to: password, of: name) {
      throw AccountError.badPassword(objection)
    }
    return try await passwords.make(of: password)
  }

  /// 1 to 64 letters, digits and `. _ - @`, beginning with a letter.
  package static func isName(_ name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "@"):
        true
      default: false
      }
    }
    return isPlain && (1...64).contains(name.utf8.count) && name.first?.isLetter == true
  }

  private static func detail(_ role: Role, _ scope: BusinessScope) -> String {
    role.rawValue + (scope.names.map { " of \($0.joined(separator: ", "))" } ?? "")
  }
}
