import Testing

@testable import HTTPServer

@Suite struct `A request` {
  @Test(arguments: [
    ("/", []), ("/items", ["items"]), ("/items/", ["items"]), ("//items", ["items"]),
    ("/a%20b/c%2Fd", ["a b", "c/d"]), ("/caf%C3%A9?x=1", ["café"]),
  ])
  func `has the segments of its path`(_ target: String, _ segments: [String]) throws {
    #expect(try Request(.get, target).path == segments)
  }

  @Test(arguments: [
    "items", "", "/%", "/%2", "/%zz", "/%00", "/%c0%ae", "/..", "/a/%2e%2e/b", "/.",
  ])
  func `is refused with a path that means something else to others`(_ target: String) {
    #expect(throws: RequestError.self) { try Request(.get, target) }
  }

  @Test(arguments: [
    ("a=1&b=two+words", ["a": "1", "b": "two words"]), ("a", ["a": ""]), ("a=b=c", ["a": "b=c"]),
    ("%C3%A9=%26", ["é": "&"]), ("a=%", ["a": "%"]), ("", [:]), ("&&a=1&", ["a": "1"]),
  ])
  func `has the values of its query`(_ query: String, _ values: [String: String]) throws {
    let request = try Request(.get, "/?" + query)
    #expect(request.query.pairs.count == values.count)
    for (name, value) in values { #expect(request.query[name] == value) }
  }

  @Test func `has the cookies it was sent`() throws {
    let request = try Request(.get, "/", headers: ["cookie": "a=1; b=x=y; a=2; c"])
    #expect(request.cookies == ["a": "1", "b": "x=y"])
  }

  @Test func `writes a query that reads the same`() {
    let fields = FormFields([("q", "a&b=c d"), ("é", "+"), ("q", "")])
    #expect(FormFields(decoding: fields.encoded.utf8) == fields)
  }

  @Test(arguments: [
    ("bytes=0-3", 0..<4), ("bytes=4-", 4..<10), ("bytes=-3", 7..<10), ("bytes=8-99", 8..<10),
    ("bytes=10-", 10..<10), ("bytes=-99", 0..<10),
  ])
  func `asks for a part of ten bytes`(_ text: String, _ range: Range<Int>) {
    #expect(ByteRange(text)?.bounds(in: 10) == range)
  }

  @Test(arguments: ["bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "items=0-1", "bytes=a-b"])
  func `asks for no part that can be given`(_ text: String) {
    #expect(ByteRange(text) == nil)
  }

  @Test(arguments: [
    ("8321", "127.0.0.1:8321"), (":8321", "127.0.0.1:8321"), ("localhost:1", "127.0.0.1:1"),
    ("[::1]:80", "[::1]:80"), ("0.0.0.0:80", "0.0.0.0:80"),
  ])
  func `comes to an address`(_ text: String, _ address: String) {
    #expect(ListenAddress(text)?.description == address)
  }
}
