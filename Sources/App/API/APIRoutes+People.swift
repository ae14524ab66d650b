import Accounts
import Cryptography
import Foundation
import HTTPServer
import Web

extension APIRoutes {
  private static let userPath = [("id", Schema.id, "The number of the user.")]
  private static let nameSchema = Schema.pattern("^[A-Za-z][A-Za-z0-9._@-]{0,63}$") {
    AccountBook.isName($0)
  }
  private static let roleSchema = Schema.word(Role.allCases.map(\.rawValue))
  private static let scopeSchema = Schema.nullable(.list(.text(1...100), 0...1000))

  var peopleEndpoints: [Endpoint] { userEndpoints + sessionEndpoints + tokenEndpoints }

  private var userEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/users", needs: .admin, "Users.",
        answer: .object([.needed("users", .many(UserAnswer.schema))])
      ) { _ in try .json(["users": try await services.accounts.accounts().map(UserAnswer.init)]) },
      Endpoint(
        .post, "/users", needs: .admin, "Adds a user, who chooses a password by the link.",
        body: .object([
          .needed("name", Self.nameSchema), .needed("role", Self.roleSchema),
          .optional("businesses", Self.scopeSchema),
        ]),
        answer: .object([.needed("user", UserAnswer.schema), .needed("link", .line)]),
        status: 201, addUser
      ).answeringSecret(),
      Endpoint(
        .get, "/users/{id}", needs: .admin, "A user.", path: Self.userPath,
        answer: UserAnswer.schema
      ) { call in try .json(UserAnswer(try await user(call))) },
      Endpoint(
        .patch, "/users/{id}", needs: .admin, "Changes what is given.", path: Self.userPath,
        body: .object([
          .optional("role", Self.roleSchema), .optional("businesses", Self.scopeSchema),
          .optional("isDisabled", .flag),
        ]), answer: UserAnswer.schema, changeUser),
      Endpoint(
        .delete, "/users/{id}", needs: .admin, "Removes a user, with sessions and tokens.",
        path: Self.userPath, status: 204
      ) { call in
        try await Self.mapped {
          try await services.accounts.remove(try await user(call).id, by: call.visit.origin)
        }
        return .done
      },
      Endpoint(
        .post, "/users/{id}/link", needs: .admin, "A link by which the user chooses a password.",
        path: Self.userPath, answer: .object([.needed("link", .line)]), status: 201
      ) { call in
        let secret = try await services.accounts.link(
          for: try await user(call).id, by: call.visit.origin)
        return try .json(["link": "/welcome/\(secret.text)"])
      }.answeringSecret(),
      Endpoint(
        .get, "/audit", needs: .admin, "What was done, newest first.",
        query: [
          .init(name: "action", schema: .text(1...100), summary: "What it begins with.")
        ] + Self.paging(.id),
        answer: .object([
          .needed("entries", .many(AuditAnswer.schema)), .needed("next", .nullable(.id)),
        ]), audit),
    ]
  }

  private var sessionEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/sessions", needs: .viewer, "Where you are signed in.",
        answer: .object([.needed("sessions", .many(SessionAnswer.schema))])
      ) { call in
        let found = try await services.accounts.sessions(of: call.viewer.accountID)
        return try .json(["sessions": found.map(SessionAnswer.init)])
      },
      Endpoint(
        .delete, "/sessions/{id}", needs: .viewer, "Ends one of your sessions.",
        path: [("id", .text(1...64), "The public number of the session.")], status: 204
      ) { call in
        try await checkMayEnd(call, token: nil)
        try await Self.mapped {
          try await services.accounts.endSession(
            call.text("id") ?? "", of: call.viewer.accountID, by: call.visit.origin)
        }
        return .done
      },
    ]
  }

  private var tokenEndpoints: [Endpoint] {
    [
      Endpoint(
        .get, "/tokens", needs: .viewer, "Your tokens.",
        answer: .object([.needed("tokens", .many(TokenAnswer.schema))])
      ) { call in
        let found = try await services.accounts.tokens(of: call.viewer.accountID)
        return try .json(["tokens": found.map(TokenAnswer.init)])
      },
      Endpoint(
        .post, "/tokens", needs: .viewer, "Makes a token; its text is shown this once.",
        body: .object([
          .needed("name", .text(1...100)), .needed("role", Self.roleSchema),
          .needed("days", .integer(1...366)), .optional("businesses", Self.scopeSchema),
        ]),
        answer: .object([.needed("token", TokenAnswer.schema), .needed("text", .line)]),
        status: 201, addToken
      ).answeringSecret(),
      Endpoint(
        .delete, "/tokens/{id}", needs: .viewer, "Removes one of your tokens.",
        path: [("id", .id, "The number of the token.")], status: 204
      ) { call in
        try await checkMayEnd(call, token: try call.id())
        try await Self.mapped {
          try await services.accounts.removeToken(
            try call.id(), of: call.viewer.accountID, by: call.visit.origin)
        }
        return .done
      },
    ]
  }

  /// A token that may less than its owner ends nothing but itself.
  private func checkMayEnd(_ call: APICall, token: Int?) async throws {
    guard let own = call.viewer.tokenID, own != token,
      let account = try await services.accounts.account(call.viewer.accountID)
    else { return }
    if call.viewer.role < account.role || call.viewer.scope != account.scope {
      throw Problem.forbidden(
        "This token may less than its owner: it can end itself, and no session or other token.")
    }
  }

  private func user(_ call: APICall) async throws -> Account {
    let id = try call.id()
    guard let account = try await services.accounts.account(id) else {
      throw Problem.notFound("There is no user \(id).")
    }
    return account
  }

  private func addUser(_ call: APICall) async throws -> APIAnswer {
    struct Answer: Encodable {
      let user: UserAnswer
      let link: String
    }
    let account = try await Self.mapped {
      try await services.accounts.add(
        call.body["name"]?.text ?? "", role: try Self.role(call), scope: Self.scope(call),
        password: nil, by: call.visit.origin)
    }
    let secret = try await services.accounts.link(for: account.id, by: call.visit.origin)
    return try .json(Answer(user: UserAnswer(account), link: "/welcome/\(secret.text)"))
  }

  private func changeUser(_ call: APICall) async throws -> APIAnswer {
    let account = try await user(call)
    try await Self.mapped {
      try await services.accounts.change(
        account.id, role: call.body["role"] == nil ? nil : try Self.role(call),
        scope: call.body["businesses"] == nil ? nil : Self.scope(call),
        isDisabled: call.body["isDisabled"]?.flag, by: call.visit.origin)
    }
    return try .json(UserAnswer(try await user(call)))
  }

  private func addToken(_ call: APICall) async throws -> APIAnswer {
    struct Answer: Encodable {
      let token: TokenAnswer
      let text: String
    }
    // A token makes no stronger one, none that sees more, and none that lasts longer.
    let role = min(try Self.role(call), call.viewer.role)
    let scope = Self.scope(call).intersection(call.viewer.scope)
    let (secret, token) = try await Self.mapped {
      try await services.accounts.addToken(
        call.body["name"]?.text ?? "", of: call.viewer.accountID, role: role, scope: scope,
        seconds: Double(call.body["days"]?.integer ?? 1) * 86_400, with: call.viewer.tokenID,
        by: call.visit.origin)
    }
    return try .json(Answer(token: TokenAnswer(token), text: secret.text))
  }

  private func audit(_ call: APICall) async throws -> APIAnswer {
    struct Answer: Encodable {
      let entries: [AuditAnswer]
      @AlwaysWritten var next: Int?
    }
    let limit = call.limit()
    let found = try await services.accounts.audit(
      before: call.integer("after"), action: call.text("action") ?? "", limit: limit)
    return try .json(
      Answer(
        entries: found.map(AuditAnswer.init), next: found.count == limit ? found.last?.id : nil))
  }

  private static func role(_ call: APICall) throws -> Role {
    guard let role = call.body["role"]?.text.flatMap(Role.init) else {
      throw Problem.invalid("There is no such role.")
    }
    return role
  }

  /// Null and nothing: all businesses.
  private static func scope(_ call: APICall) -> BusinessScope {
    BusinessScope(call.body["businesses"]?.list?.compactMap(\.text))
  }

  /// What accounts refuse, in the words of HTTP.
  private static func mapped<Value>(
    _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as AccountError {
      switch error {
      case .nameTaken, .lastAdmin: throw Problem.conflict(error.description)
      case .unknown: throw Problem.notFound(error.description)
      case .busy: throw Problem(503, "Busy", error.description)
      case .throttled(let seconds): throw Problem.wait(seconds)
      case .badName, .badBusiness, .badPassword, .wrongCode, .badLink:
        throw Problem.invalid(error.description)
      }
    }
  }
}
