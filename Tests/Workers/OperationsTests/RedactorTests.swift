import Testing

@testable import Operations

@Suite struct `A text` {
  @Test(arguments: [
    ("password=hunter2 next", "password=<secret> next"),
    ("DB_PASSWORD: 'hun ter2', x", "DB_PASSWORD: '<secret>', x"),
    ("{\"api_key\": \"abc123\", \"n\": 1}", "{\"api_key\": \"<secret>\", \"n\": 1}"),
    ("Authorization: Bearer abc.def123456", "Authorization: Bearer <secret>"),
    ("used ghp_0123456789abcdefghij", "used <secret>"),
    ("t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig", "t=<secret>"),
    ("postgres://ada:pw@db/x", "postgres://<secret>@db/x"),
    ("mail ada.l@example.com now", "mail <e-mail> now"),
    ("from 203.0.113.9:4711", "from <address>:4711"),
    ("card 4111 1111 1111 1111.", "card <card>."),
    ("4111111111111111–https://ada:pw@host/", "<card>–https://<secret>@host/"),
    ("4111 1111 1111 1111 4111 1111 1111 1111 x", "<card> <card> x"),
    (
      "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nb", "a\n<secret>\nb"
    ),
    ("-----BEGIN PGP PRIVATE KEY BLOCK-----\nxcMG", "<secret>"),
    ("-----BEGIN RSA, no KEY----- x", "-----BEGIN RSA, no KEY----- x"),
  ])
  func `loses what is secret or personal`(_ text: String, _ expected: String) {
    let redactor = Redactor(OperationsRules.shipped.secrets)
    #expect(redactor.redacted(text) == expected)
    #expect(redactor.redacted(expected) == expected, "what was taken out is not taken out again")
  }

  @Test func `of one long word takes no time`() {
    let text = String(repeating: "a-", count: 100_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(Redactor(OperationsRules.shipped.secrets).redacted(text) == text)
    }
    #expect(time < .seconds(10))
  }

  @Test(arguments: [
    "password: null", "token expired", "the password was changed", "host 10.0.0.1 and 192.168.1.9",
    "version 1.2.3.4567", "order 4111 1111 1111 1112", "ada@web-3: denied", "sk-learn",
    "at 12:00:01",
    "Tokens=", "ratio 0.123", "invoice 1234567890123", "https://example.com/a@b",
  ])
  func `keeps what is not`(_ text: String) {
    #expect(Redactor(OperationsRules.shipped.secrets).redacted(text) == text)
  }
}
