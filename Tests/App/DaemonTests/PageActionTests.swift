import Accounts
import Cryptography
import Files
import Foundation
import Glibc
import HTTPServer
import Pipeline
import SQLiteStorage
import Storage
import TestSupport
import Testing

@testable import Web

@Suite struct `On the pages a person` {
  private func post(
    _ surface: WebSurface, _ who: (headers: [(String, String)], token: String), _ path: String,
    _ form: [(String, String)]
  ) async throws -> Response {
    try await surface.send(.post, path, who.headers, form: form + [("_csrf", who.token)])
  }

  @Test func `keeps a list under a name, and takes it away again`() async throws {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    let form = [("name", "  What   failed "), ("query", "?place=failed&text=open&at=n1&no=1")]
    let kept = try await post(surface, ada, "/items/views", form)
    #expect(kept.headers["Location"] == "/items?place=failed&text=open")
    let page = try surface.text(await surface.send(.get, "/", ada.headers))
    #expect(
      page.contains("<a href=\"/items?place=failed&amp;text=open\">What failed</a>"))
    let other = try await surface.signIn("vic")
    #expect(!(try surface.text(await surface.send(.get, "/", other.headers)).contains("What fai")))
    _ = try await post(surface, ada, "/items/views/remove", [("name", "What failed")])
    #expect(!(try surface.text(await surface.send(.get, "/", ada.headers)).contains("What fai")))
    for character in ["ö", "語", "🦉"] {
      let name = String(repeating: character, count: 40)
      let kept = try await post(surface, ada, "/items/views", [("name", name), ("query", "")])
      #expect(kept.status == 303)
      #expect(try surface.text(await surface.send(.get, "/", ada.headers)).contains(name))
    }
    for (name, query) in [
      ("", ""), (String(repeating: "ö", count: 41), ""), (String(repeating: "n", count: 41), ""),
      ("n", "?place=nowhere"),
      ("n", "?text=" + String(repeating: "t", count: 201)),
    ] {
      let refused = try await post(
        surface, ada, "/items/views", [("name", name), ("query", query)])
      #expect(refused.status == 422)
    }
  }

  @Test func `has a worker's tool do something, or say what it would do`() async throws {
    let surface = try await WebSurface()
    let otto = try await surface.signIn("otto")
    let form = try surface.text(await surface.send(.get, "/tools/clockwork/tick", otto.headers))
    #expect(form.contains("Do it") && form.contains("Rehearse"))
    let tried = try surface.text(
      await post(surface, otto, "/tools/clockwork/tick", [("do", "try")]))
    #expect(tried.contains("it would tick") && tried.contains("nothing was changed"))
    let done = try surface.text(
      await post(surface, otto, "/tools/clockwork/tick", [("do", "run")]))
    #expect(done.contains("it ticked"))
    let broken = try surface.text(
      await post(surface, otto, "/tools/clockwork/tick", [("do", "run"), ("argument-times", "9")]))
    #expect(broken.contains("the spring is worn"))
    let headers = otto.headers + [("X-CSRF-Token", otto.token)]
    for (body, status, text) in [
      ("{\"dryRun\":true}", 200, "it would tick"),
      ("{\"arguments\":{\"times\":3}}", 200, "it ticked"),
      ("{\"arguments\":{\"no\":1}}", 422, "takes no “no”"),
      ("{\"arguments\":{\"times\":9}}", 409, "cannot do it now: the spring is worn"),
    ] {
      let answer = try await surface.send(
        .post, "/api/v1/tools/clockwork/tick", headers, json: body)
      #expect(answer.status == status)
      #expect(try surface.text(answer).contains(text))
    }
    let told = try await surface.accounts.audit(before: nil, action: "tool.run", limit: 9)
    #expect(told.map(\.subject) == ["clockwork/tick", "clockwork/tick"])
    #expect(told.map(\.detail) == ["times=3", ""])
  }

  @Test func `loses no text when somebody else has changed the same rules`() async throws {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    func save(_ text: String, over fingerprint: String) async throws -> Response {
      try await post(
        surface, ada, "/rules/file/50-new.yaml",
        [("do", "save"), ("text", text), ("fingerprint", fingerprint)])
    }
    #expect(try await save("rules: one\n", over: "").status == 303)
    let refused = try await save("rules: mine\n", over: "")
    let page = try surface.text(refused)
    #expect(refused.status == 409 && page.contains("\nrules: mine\n</textarea>"))
    #expect(page.contains("<del>− rules: one") && page.contains("<ins>+ rules: mine"))
    let mark = try #require(page.firstRange(of: "name=\"fingerprint\" value=\""))
    let read = String(page[mark.upperBound...].prefix { $0 != "\"" })
    #expect(try await save("rules: mine\n", over: read).status == 303)
    let after = try surface.text(
      await surface.send(.get, "/rules/file/50-new.yaml", ada.headers))
    #expect(after.contains("What it changed") && after.contains("<del>− rules: one"))
  }

  @Test func `shows words for models with made-up facts, and what is wrong with them`() async throws
  {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    func look(_ text: String) async throws -> String {
      let form = [("do", "preview"), ("text", text), ("fingerprint", "")]
      return try surface.text(
        await post(surface, ada, "/rules/file/prompts%2Fnote.txt", form))
    }
    let shown = try await look("== task\nSay {facts}.\n")
    #expect(shown.contains("Say it ticks.") && shown.contains("What a model would read"))
    #expect(try await look("== task\nSay {fact}.\n").contains("nothing is put into {fact}"))
    let asked = try await surface.send(
      .post, "/api/v1/rules/check", ada.headers + [("X-CSRF-Token", ada.token)],
      json: "{\"file\":\"prompts/note.txt\",\"text\":\"== task\\n{facts}\"}")
    let part = #""preview":[{"part":"task","text":"it ticks"}]"#
    #expect(try surface.text(asked).contains(part))
  }

  @Test func `switches the second factor on and off by a code`() async throws {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    let page = try surface.text(
      await surface.send(.get, "/settings/second-factor", ada.headers))
    #expect(page.contains("<svg class=\"code\""))
    // Nothing may change what somebody is typing off.
    #expect(!page.contains("data-live"))
    let mark = try #require(page.firstRange(of: "name=\"secret\" value=\""))
    let secret = String(page[mark.upperBound...].prefix { $0 != "\"" })
    let bytes = try #require(Base32.bytes(secret))
    let step = Int(Date().timeIntervalSince1970 / 30)
    func code(_ steps: Int) -> String { OneTimeCode(secret: bytes).code(at: step + steps) }
    func change(_ code: String, _ password: String) async throws -> Int {
      try await post(
        surface, ada, "/settings/second-factor",
        [("secret", secret), ("code", code), ("current", password)]
      ).status
    }
    #expect(try await change("000000", WebSurface.password) == 422)
    #expect(try await change(code(0), "wrong") == 422)
    #expect(try await change(code(0), WebSurface.password) == 303)
    let account = try #require(try await surface.accounts.account(named: "ada"))
    #expect(account.hasSecondFactor)
    let login = try await surface.send(
      .post, "/login", [WebSurface.own], form: [("user", "ada"), ("password", WebSurface.password)])
    #expect(login.status == 401 && login.headers["Set-Cookie"] == nil)
    // The code that switched it on is used up.
    #expect(try await change(code(0), WebSurface.password) == 422)
    #expect(try await change(code(1), WebSurface.password) == 303)
    #expect(try await surface.accounts.account(named: "ada")?.hasSecondFactor == false)
  }

  @Test func `sees a schedule's next times, and rehearses it`() async throws {
    let surface = try await WebSurface()
    try await surface.database.write { connection in
      try connection.execute(
        """
        insert into schedule(name, timing, is_known, next_at)
        values('clockwork/hourly', 'every 60 min', 1, 2e9)
        """)
    }
    let ada = try await surface.signIn("ada")
    let page = try surface.text(await surface.send(.get, "/schedules", ada.headers))
    #expect(page.matches(of: /class="next-time"/).count == 4)
    #expect(page.contains("every 60 min"))
    let answer = try await post(
      surface, ada, "/schedules/change", [("name", "clockwork/hourly"), ("do", "try")])
    #expect(try surface.text(answer).contains("it would tick"))
    let runs = try await surface.database.read { connection in
      try connection.query("select count(*) from schedule_run") { $0.integer(0) }
    }
    #expect(runs == [0])
  }

  @Test func `sets limits that can be, and no others`() async throws {
    let surface = try await WebSurface()
    let otto = try await surface.signIn("otto")
    for (items, status) in [("3", 303), ("", 303), ("0", 422), ("x", 422), ("10001", 422)] {
      let response = try await post(
        surface, otto, "/pipeline/nlg", [("do", "limit"), ("items", items)])
      #expect(response.status == status, "\(items)")
    }
    let sam = try await surface.signIn("sam")
    #expect(try await post(surface, sam, "/pipeline/nlg", [("do", "pause")]).status == 403)
  }

  @Test func `removes for good as an admin alone`() async throws {
    let surface = try await WebSurface()
    let form = [("action", "purge"), ("all", "yes"), ("query", "?place=trash")]
    let otto = try await surface.signIn("otto")
    #expect(try await post(surface, otto, "/items/decide", form).status == 403)
    let headers = otto.headers + [("X-CSRF-Token", otto.token)]
    for path in ["/api/v1/bulk?place=trash", "/api/v1/items/1/actions"] {
      let response = try await surface.send(
        .post, path, headers, json: "{\"action\":\"purge\"}")
      #expect(response.status == 403, "\(path)")
    }
    let ada = try await surface.signIn("ada")
    let page = try surface.text(await post(surface, ada, "/items/decide", form))
    #expect(page.contains("nobody can take it back"))
  }

  @Test func `removes for good what it was asked about, and nothing that came meanwhile`()
    async throws
  {
    let surface = try await WebSurface()
    try await surface.keep(3, in: .trash)
    let ada = try await surface.signIn("ada")
    let asked = [("action", "purge"), ("all", "yes"), ("query", "?place=trash")]
    let page = try surface.text(await post(surface, ada, "/items/decide", asked))
    let ids = page.matches(of: /name="id" value="(\d+)"/).map { String($0.output.1) }
    #expect(ids == ["3"])
    try await surface.keep(4, in: .trash)
    // What the page does not name is not begun, also when a form says it.
    let form = [("action", "purge"), ("query", "?place=trash"), ("count", "1")]
    let refused = try await post(surface, ada, "/items/carry-out", form)
    #expect(refused.status == 409)
    let told = "The list held 1 when it was asked, and holds 2 now"
    #expect(try surface.text(refused).contains(told))
    // As the page sends it: what it was asked about is gone, and what came meanwhile is there.
    let done = try await post(surface, ada, "/items/carry-out", form + [("id", "3")])
    #expect(done.headers["Location"] == "/items?place=trash")
    let list = try surface.text(await surface.send(.get, "/items?place=trash", ada.headers))
    #expect(list.contains("Delete for good: 1 item."))
    #expect(try FileStatus.ifPresent(surface.directory(of: 3, in: .trash)) == nil)
    #expect(try FileStatus.ifPresent(surface.directory(of: 4, in: .trash)) != nil)
    #expect(try await post(surface, ada, "/items/carry-out", form).status == 303)
    let begun = try await surface.database.read { connection in
      try connection.query("select total from bulk_action") { $0.integer(0) }
    }
    #expect(begun == [1])
  }

  @Test func `has the records of a decision kept in the log, whichever way it was sent`()
    async throws
  {
    let surface = try await WebSurface()
    try await surface.keep(3, in: .hold, held: ["qa": 3])
    let otto = try await surface.signIn("otto")
    let form = [("action", "reject"), ("record", "1")]
    let unsaid = form.filter { $0.0 != "action" }
    #expect(try await post(surface, otto, "/items/3/records", unsaid).status == 422)
    #expect(try await post(surface, otto, "/items/3/records", form).status == 303)
    let answer = try await surface.send(
      .post, "/api/v1/items/3/actions", otto.headers + [("X-CSRF-Token", otto.token)],
      json: "{\"action\":\"reject\",\"records\":[2]}")
    #expect(answer.status == 200)
    let told = try await surface.accounts.audit(action: "item.reject", limit: 9)
    #expect(told.map(\.detail) == ["records 2", "records 1"])
  }

  @Test func `does what can be taken back also to what came meanwhile`() async throws {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    for (action, status) in [("retry", 303), ("delete", 409)] {
      let form = [("action", action), ("query", "?place=failed"), ("count", "1")]
      #expect(try await post(surface, ada, "/items/carry-out", form).status == status)
    }
  }

  @Test func `is told to wait, and not that a password is wrong, after too many tries`()
    async throws
  {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    func change(_ password: String) async throws -> String {
      _ = try await post(
        surface, ada, "/settings/password",
        [("current", password), ("password", "another meadow"), ("again", "no")])
      return try surface.text(await surface.send(.get, "/settings", ada.headers))
    }
    for _ in 0..<5 { #expect(try await change("wrong").contains("until now is another one")) }
    let told = try await change(WebSurface.password)
    #expect(told.contains("too many tries") && !told.contains("until now is another one"))
    let code = try await post(
      surface, ada, "/settings/second-factor", [("current", WebSurface.password), ("code", "0")])
    #expect(try surface.text(code).contains("too many tries"))
  }

  @Test func `sees what came of what was allowed, and how many more wait`() async throws {
    let surface = try await WebSurface()
    let rows = [
      ("failed", "ada", "rec.sh could not be started"), ("rejected", "otto", ""),
      ("running", "ada", ""),
    ]
    try await surface.database.write { connection in
      for number in 1...60 {
        let (state, name, result) = number > 57 ? rows[number - 58] : ("waiting", nil, "")
        try connection.execute(
          """
          insert into approval(number, worker, tool, arguments, risk, why, preview, cost, asked,
            expires, state, decided, decided_by, note, result)
          values($1, 'clockwork', 'tick', '{}', 'high', 'it is late', '', '', 1.0, 9e9, $2, 2.0,
            $3, 'with care', $4)
          """, [.integer(number), .text(state), SQLValue(name), .text(result)])
      }
    }
    let otto = try await surface.signIn("otto")
    let page = try surface.text(await surface.send(.get, "/decisions", otto.headers))
    for part in [
      "57 wait", "7 more are shown", "Decided lately", "rec.sh could not be started",
      "Allowed by ada", "Refused by otto", "Note: with care", "at work",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(page.ranges(of: "id=\"approval-").count == 50)
  }

  @Test func `has the note of a decision kept in the log, whichever way it was sent`() async throws
  {
    let surface = try await WebSurface()
    try await surface.database.write { connection in
      for number in 1...2 {
        try connection.execute(
          """
          insert into approval(number, worker, tool, arguments, risk, why, preview, cost, asked,
            expires, state)
          values($1, 'clockwork', 'tick', '{}', 'high', '', '', '', 1.0, 9e9, 'waiting')
          """, [.integer(number)])
      }
    }
    let otto = try await surface.signIn("otto")
    let form = [("decision", "reject"), ("note", "too late")]
    #expect(try await post(surface, otto, "/approvals/1", form).status == 303)
    let answer = try await surface.send(
      .post, "/api/v1/approvals/2", otto.headers + [("X-CSRF-Token", otto.token)],
      json: "{\"decision\":\"reject\",\"note\":\"too late\"}")
    #expect(answer.status == 200)
    let told = try await surface.accounts.audit(action: "approval.reject", limit: 9)
    #expect(told.map(\.detail) == ["too late", "too late"])
  }

  @Test func `gives people businesses by lines, as they are called`() async throws {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    func invite(_ name: String, _ businesses: String) async throws -> BusinessScope? {
      _ = try await post(
        surface, ada, "/people",
        [("name", name), ("role", "viewer"), ("businesses", businesses)])
      return try await surface.accounts.account(named: name)?.scope
    }
    let scope = BusinessScope.only(["Smith, Jones", "acme"])
    #expect(try await invite("one", " Smith, Jones\r\nacme \r\n\r\n") == scope)
    #expect(try await invite("two", "") == .all)
    #expect(try await invite("three", "listings/acme") == nil)
    let page = try surface.text(await surface.send(.get, "/people", ada.headers))
    #expect(page.contains("“listings/acme” is no name of a business"))
    #expect(page.contains("\nSmith, Jones\nacme</textarea>"))
  }

  @Test func `keeps the link that is shown once before their eyes`() async throws {
    let surface = try await WebSurface()
    let ada = try await surface.signIn("ada")
    let shown = try surface.text(
      await post(surface, ada, "/people", [("name", "one"), ("role", "viewer")]))
    // A script would put the page of all people in its place.
    #expect(shown.contains("/welcome/") && !shown.contains("data-live=\"main\""))
    let people = try surface.text(await surface.send(.get, "/people", ada.headers))
    #expect(!people.contains("/welcome/") && people.contains("data-live=\"main\""))
  }

  @Test func `gets a result of any size, or the part that a browser asks for`() async throws {
    let surface = try await WebSurface()
    let folder = surface.place.path / "outbox/clockwork/acme"
    try Directory.make(folder)
    try FileWriter.write(Array("a,b\n".utf8), to: folder / "big.csv")
    #expect(truncate("\(folder)/big.csv", 100 << 20) == 0)
    let ada = try await surface.signIn("ada")
    let path = "/results/clockwork/acme/big.csv"
    let whole = try await surface.send(.get, path, ada.headers)
    #expect(whole.status == 200 && whole.headers["Content-Type"] == "text/csv; charset=utf-8")
    #expect(whole.headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
    guard case .file(let content) = whole.body else {
      Issue.record("the file is in memory")
      return
    }
    #expect(content.size == 100 << 20)
    let part = try await surface.send(.get, path, ada.headers + [("Range", "bytes=0-2")])
    #expect(part.status == 206)
  }
}
