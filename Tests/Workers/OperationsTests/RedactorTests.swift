import Logs
import Pipeline
import TestSupport
import Testing

@testable import Operations

@Suite struct `A text` {
  @Test(arguments: [
    ("password=hunter2 next", "password=<secret> next"),
    ("DB_PASSWORD: 'hun ter2', x", "DB_PASSWORD: '<secret>', x"),
    ("{\"api_key\": \"abc123\", \"n\": 1}", "{\"api_key\": \"<secret>\", \"n\": 1}"),
    ("Authorization: Bearer abc.def123456", "Authorization: Bearer <secret>"),
    ("curl -u ada:hunter2 https://h/", "curl -u ada:<secret> https://h/"),
    ("curl --user \"ada:hunter2\" -k", "curl --user \"ada:<secret>\" -k"),
    ("docker run -u 1000:1000 x", "docker run -u 1000:1000 x"),
    ("date -u now: x", "date -u now: x"),
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
    ("Authorization: Basic dXNlcjpwYXNz", "Authorization: Basic <secret>"),
    (
      "Proxy-Authorization: Digest username=\"ada\", response=\"x1\"\nb",
      "Proxy-Authorization: Digest <secret>\nb"
    ),
    (
      "-H \"Authorization: Basic dXNl cjpw\" https://h/",
      "-H \"Authorization: Basic <secret>\" https://h/"
    ),
    ("authorization=Basic dXNlcjpwYXNz status=500", "authorization=Basic <secret> status=500"),
    ("Cookie: lang=en; PHPSESSID=deadbeef01", "Cookie: <secret>"),
    ("cookie=lang=en; PHPSESSID=deadbeef01 status=500", "cookie=<secret> status=500"),
    ("Cookie: a=b; c=d\nnext", "Cookie: <secret>\nnext"),
    (
      "{\"clientSecret\":\"hunter2\",\"refreshToken\":\"r1\",\"n\":1}",
      "{\"clientSecret\":\"<secret>\",\"refreshToken\":\"<secret>\",\"n\":1}"
    ),
    ("APIKey=a1 myPrivateKey: b2", "APIKey=<secret> myPrivateKey: <secret>"),
    ("password=ab,cdSECRET x", "password=<secret> x"),
    ("(password=ab;cd), user ada", "(password=<secret>), user ada"),
    ("?token=a1&next=/x", "?token=<secret>&next=/x"),
    ("password=a&b=c,user=d", "password=<secret>&b=c,user=d"),
    ("password=nonesuch", "password=<secret>"),
    ("{\"password\": [\"a1\", {\"b\": 2}], \"n\": 1}", "{\"password\": <secret>, \"n\": 1}"),
    ("{\"secret\": {\"value\":\"a1\"}}", "{\"secret\": <secret>}"),
    ("password=b'a1' next", "password=b'<secret>' next"),
    ("token: rb\"a1\"", "token: rb\"<secret>\""),
    ("PASSWORD          = a1", "PASSWORD          = <secret>"),
    ("PGPASSWORD=a1 psql", "PGPASSWORD=<secret> psql"), ("db_pass=a1", "db_pass=<secret>"),
    ("userpassword: a1", "userpassword: <secret>"), ("pass: 12, fail: 0", "pass: 12, fail: 0"),
    ("AccountKey=aGVsbG8=;Suffix=x", "AccountKey=<secret>;Suffix=x"),
    ("mysql --password a1 -h db", "mysql --password <secret> -h db"),
    ("use --password to set it", "use --password to set it"),
    ("<password>a1</password>", "<password><secret></password>"),
    ("password: ***a1", "password: <secret>"), ("password: ******", "password: ******"),
    ("bad: -----BEGIN EC PRIVATE KEY-----\\nMIIE\\n-----END EC PRIVATE KEY-----", "bad: <secret>"),
    ("{\"password\":\"a\\\"b c\",\"n\":1}", "{\"password\":\"<secret>\",\"n\":1}"),
    ("\\\"password\\\":\\\"a b\\\",x", "\\\"password\\\":\\\"<secret>\\\",x"),
    ("card 2223003122003222 x", "card <card> x"), ("2720 9900 0000 0007", "<card>"),
    ("from 2a00:1450:4001:81b::200e:", "from <address>:"), ("[2001:db8::1]:443", "[<address>]:443"),
    ("ip=2001:0db8:85a3:0000:0000:8a2e:0370:7334.", "ip=<address>."),
    ("2a00:1450:: and 2a00::1%eth0", "<address> and <address>%eth0"),
    ("2001:db8::192.0.2.1 x", "<address> x"), ("::ffff:203.0.113.9", "::ffff:<address>"),
  ])
  func `loses what is secret or personal`(_ text: String, _ expected: String) {
    let redactor = Redactor(OperationsRules.shipped.secrets)
    #expect(redactor.redacted(text) == expected)
    #expect(redactor.redacted(expected) == expected, "what was taken out is not taken out again")
  }

  @Test(arguments: ["a-", "password=<", "password=[", "password='", "<secret>", "--token "])
  func `of one long word takes no time`(_ word: String) {
    let text = String(repeating: word, count: 100_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(Redactor(OperationsRules.shipped.secrets).redacted(text).isEmpty == false)
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
    "::1 and fe80::1ff:fe23:4567:890a", "fd12:3456:2001:db8::1", "fc00::2001:db8:0:1",
    "00:1a:2b:3c:4d:5e",
    "2026:11:22 10:15:00", "12:00:01:2345", "std::vector a::b 2a00::name", "2a00:1450",
    "build 2001:2:3",
    "2223003122003223", "2721000000000004", "20261122101500123",
    "{\"password\": \"\", \"user\": \"ada\"}",
    "cookie: none", "authorization: required", "authorization failed", "maxTokens=50",
    "secretary: ada",
    "nextTokens: 5", "Cookie consent shown",
    "Tokens=", "ratio 0.123", "invoice 1234567890123", "https://example.com/a@b",
  ])
  func `keeps what is not`(_ text: String) {
    #expect(Redactor(OperationsRules.shipped.secrets).redacted(text) == text)
  }

  /// Whatever stands beside it, nothing is found the second time.
  @Test(arguments: SeededGenerator.seeds(40))
  func `is looked at once and for all`(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let redactor = Redactor(OperationsRules.shipped.secrets)
    for _ in 0..<100 {
      let pieces = (0..<6).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
      let once = redactor.redacted(pieces.joined())
      #expect(redactor.redacted(once) == once, "seed \(seed): \(pieces)")
    }
  }

  private static let pieces = [
    "password", "clientSecret", "Authorization", "Set-Cookie", "token", "Basic", "Bearer", "null",
    "***",
    "hunter2", "a=b", "dXNlcjpwYXNz", "x1234567", "2a00:1450::", "fd00::1", "2001:db8:1:2:3:4:5:6",
    "203.0.113.9", "4111111111111111", "2223003122003222", "+44 20 7946 0958", "ada@example.com",
    "https://ada:pw@", "ghp_0123456789abcdefghij", "phone", "DE89370400440532013000",
    "-----BEGIN KEY-----", "-----END", "<secret>", "<", ">", " ", " ", ":", "=", "\"", "'", "\\",
    ",", ";",
    "&", ")", ".", "\n", "::", "-", "é",
  ]
}

@Suite struct `A private key` {
  private static let key =
    "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,1F\n\nMIIEowIBAAK\n"
    + "CAQEAsecret+/=\n-----END RSA PRIVATE KEY-----\n"

  @Test(
    arguments: [
      // A log, and what its records say.
      ("loading\n\(key)ERROR: no such key\n", "loading <secret> no such key"),
      (
        "2026-03-01 07:00:00 ERROR bad key: \(key)2026-03-01 07:00:01 INFO next\n",
        "bad key: <secret> <secret> next"
      ),
      ("2026-03-01 07:00:00 ERROR \(key)2026-03-01 07:00:01 INFO next\n", "<secret> next"),
      (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEo\nall is well: it is no key\nMIIEo\n",
        "<secret> all is well: it is no key MIIEo"
      ),
      (
        "-----BEGIN CERTIFICATE-----\nMIIEo\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE----- MIIEo -----END CERTIFICATE-----"
      ),
    ])
  func `is in no record, whatever lines it takes`(_ log: String, _ said: String) throws {
    var words: [Substring] = []
    // A mark for each event that held a part of it.
    for word in try Self.texts(log).split(separator: "\n") where word != words.last {
      words.append(word)
    }
    #expect(words.joined(separator: " ") == said)
  }

  /// Others may speak meanwhile, and what they said long before may be handed on meanwhile.
  @Test(arguments: ["web_1  | ", "2026-03-01T07:00:00.1Z stdout F "])
  func `is in no record, whoever else speaks`(_ head: String) throws {
    let other = head.hasPrefix("web") ? "db_1  | " : "2026-03-01T07:00:00.1Z stderr F "
    let lines = Self.key.split(separator: "\n").map { "\(head)\($0)\n\(other)hello\n" }
    let filler = (0..<197).map { "\(head)filler \($0)\n" }
    let texts = try Self.texts("\(other)hello\n" + filler.joined() + lines.joined())
    #expect(!texts.contains("MII") && !texts.contains("DEK-Info"))
    #expect(texts.contains("hello") && texts.contains("filler 196"))
  }

  private static func texts(_ log: String) throws -> String {
    let redactor = Redactor(OperationsRules.shipped.secrets)
    var keys = KeyBlocks()
    var records: [LogRecord] = []
    var log = log
    try log.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      let stamp = TimeStamp(reference: 0)
      var reader = LogReader(LogFormat(sample: bytes, stamp: stamp), stamp: stamp)
      try reader.take(bytes) {
        records.append(LogRecord($0, redactor, &keys, isStamped: false))
      }
      try reader.finish { records.append(LogRecord($0, redactor, &keys, isStamped: false)) }
    }
    return records.flatMap { [$0.message, $0.details] }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }
}

@Suite struct `What is told of a failure` {
  private static let redactor = Redactor(OperationsRules.shipped.secrets)
  private static let step = "login as ada@example.com token=abc123def"

  @Test func `has nothing secret in any of its texts`() {
    let event = LogEvent(
      line: 1, source: Self.step, message: Self.step, details: Self.step, run: Self.step,
      step: Self.step)
    var keys = KeyBlocks()
    let record = LogRecord(event, Self.redactor, &keys, isStamped: false)
    let texts = [record.source, record.message, record.details, record.run, record.step]
    #expect(texts.allSatisfy { $0 == "login as <e-mail> token=<secret>" }, "\(texts)")
  }

  @Test(arguments: [true, false])
  func `is held when something secret is left`(_ isRun: Bool) {
    var failure = Failure(
      message: "x", line: 1, lastLine: 1, count: 1, title: "x", summary: "x", hints: ["x"])
    let gate = IncidentGate(Self.redactor)
    #expect(gate.findings(failure).isEmpty)
    failure.run = isRun ? Self.step : nil
    failure.step = isRun ? nil : Self.step
    #expect(gate.findings(failure).map(\.code) == ["secret"])
  }
}
