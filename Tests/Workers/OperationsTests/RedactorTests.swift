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
    ("sms to +44 20 7946 0958 failed", "sms to <phone number> failed"),
    ("to=+2348031234567,", "to=<phone number>,"),
    ("call +1 (415) 555-2671.", "call <phone number>."),
    ("tel:+1-415-555-2671 x", "tel:<phone number> x"), ("(+33 1.42.68.53.00)", "(<phone number>)"),
    ("Tel. 0113 496 0000, Leeds", "Tel. <phone number>, Leeds"),
    ("Tel.: (0113) 496 0000", "Tel.: <phone number>"),
    ("{\"phone_number\": \"08031234567\"}", "{\"phone_number\": \"<phone number>\"}"),
    ("<phone>01134960000</phone>", "<phone><phone number></phone>"),
    ("customerPhone=01.42.68.53.00", "customerPhone=<phone number>"),
    ("mobile no. 415-555-2671", "mobile no. <phone number>"),
    ("phone 01134960000 01134960001", "phone <phone number> 01134960001"),
    ("from GB29 NWBK 6016 1331 9268 19.", "from <iban>."),
    ("IBAN=DE89370400440532013000", "IBAN=<iban>"),
    ("+44 20 7946 0958 1x@example.com", "<phone number> <e-mail>"),
    ("+441134960000 ms@example.com", "<phone number> <e-mail>"),
    ("NO93 8601 1117 947 x", "<iban> x"), ("fr1420041010050500013m02606", "<iban>"),
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
    "2026-11-22T10:15:00+0200 up", "10:15:00 +0530", "grew by +1234567890 bytes", "id 01134960000",
    "phone_id=1234567890", "mobile app 2026.11.22", "phone: 2026-11-22 10:15",
    "mobile 10.0.100.200",
    "tel 192.168.100.20", "phone: 1732233600123", "order +12345", "at +40.7128-074.0060/",
    "version +1.234567890", "mobile=1234567890ms", "telemetry 1234567890", "phone home", "phone:",
    "DE89370400440532013001", "de8937040044053201300012", "NO93 8601 1117 948", "commit de89",
    "Tokens=", "ratio 0.123", "invoice 1234567890123", "https://example.com/a@b",
  ])
  func `keeps what is not`(_ text: String) {
    #expect(Redactor(OperationsRules.shipped.secrets).redacted(text) == text)
  }
}
