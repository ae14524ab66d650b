import Accounts
import Foundation
import HTTPServer
import Testing

@testable import API
@testable import Web

@Suite struct `A schema` {
  private static let order = Schema.object([
    .needed("name", .text(1...5)), .optional("count", .integer(1...9)),
    .optional("tags", .list(.word(["a", "b"]), 0...2)), .optional("note", .nullable(.line)),
  ])

  @Test(arguments: [
    #"{"name":"x"}"#, #"{"name":"x","count":9,"tags":["a","b"],"note":null}"#,
    #"{"name":"✓✓✓✓✓","note":"n"}"#,
  ])
  func `takes what fits it`(_ text: String) throws {
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(Self.order.faults(in: value) == [])
  }

  @Test(arguments: [
    (#"{}"#, "/name"), (#"{"name":""}"#, "/name"), (#"{"name":1}"#, "/name"),
    (#"{"name":"x","count":10}"#, "/count"), (#"{"name":"x","count":1.5}"#, "/count"),
    (#"{"name":"x","tags":["c"]}"#, "/tags/0"), (#"{"name":"x","tags":["a","a","a"]}"#, "/tags"),
    (#"{"name":"x","other":1}"#, "/other"), (#"[]"#, ""), (#"null"#, ""),
  ])
  func `says where something does not`(_ text: String, _ pointer: String) throws {
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(Self.order.faults(in: value).map(\.pointer) == [pointer])
  }
}

@Suite struct `A form with files` {
  private static func reader(_ body: String) throws -> MultipartReader {
    let headers: Headers = ["Content-Type": "multipart/form-data; boundary=\"xx\""]
    return try MultipartReader(
      Request(.post, "/upload", headers: headers, body: .bytes(Array(body.utf8))))
  }

  @Test func `is read part by part`() async throws {
    let reader = try Self.reader(
      "--xx\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\na/b\r\n"
        + "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m;%22.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\na,b\r\n--x\r\n1,2\r\n\r\n--xx--\r\n")
    let first = try #require(try await reader.nextPart())
    #expect(first.name == "to" && first.fileName == nil)
    #expect(try await reader.collect(limit: 10) == Array("a/b".utf8))
    let second = try #require(try await reader.nextPart())
    #expect(second.fileName == "m;\".csv")
    #expect(try await reader.collect(limit: 100) == Array("a,b\r\n--x\r\n1,2\r\n".utf8))
    #expect(try await reader.nextPart() == nil)
  }

  @Test func `may hold lines that begin like its boundary`() async throws {
    let reader = try Self.reader(
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
        + "1\r\n--xxabc\r\n2\r\n--xx  \r\n"
        + "Content-Disposition: form-data; name=\"b\"\r\n\r\n3\r\n--xx--")
    #expect(try await reader.nextPart()?.name == "file")
    #expect(try await reader.collect(limit: 100) == Array("1\r\n--xxabc\r\n2".utf8))
    #expect(try await reader.nextPart()?.name == "b")
    #expect(try await reader.collect(limit: 100) == Array("3".utf8))
  }

  @Test func `is the same in pieces of any size`() throws {
    let form =
      "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--x\r\n--xxy\r\n--xx\r\n"
      + "Content-Disposition: form-data; name=\"b\"\r\n\r\n\r\n--xx--\r\n"
    for size in 1...form.utf8.count {
      var parser = try MultipartParser(contentType: "multipart/form-data; boundary=xx")
      var rest = Array(form.utf8)[...]
      var bytes: [UInt8] = []
      var parts: [String] = []
      reading: while true {
        switch try parser.next() {
        case .part(let part): parts.append(part.name)
        case .bytes(let more): bytes += more
        case .partEnded: continue
        case .formEnded: break reading
        case .needsMore:
          parser.take(rest.prefix(size))
          rest = rest.dropFirst(size)
        }
      }
      #expect(
        parts == ["a", "b"] && bytes == Array("\r\n--x\r\n--xxy".utf8), "in pieces of \(size)")
    }
  }

  @Test(arguments: [
    "", "--xx", "--xx\r\n", "--xx\r\nContent-Disposition: form-data\r\n\r\n", "no form",
    "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nab",
  ])
  func `is refused when it ends in the middle`(_ body: String) async throws {
    let reader = try Self.reader(body)
    await #expect(throws: (any Error).self) {
      while try await reader.nextPart() != nil { _ = try await reader.collect(limit: 10) }
    }
  }
}

@Suite struct `The metrics` {
  @Test func `are written as Prometheus reads them`() {
    var text = MetricsText()
    text.family("jobs_total", .counter, "Jobs.")
    text.sample("jobs_total", ["stage": "n\"\\\n"], 3)
    var histogram = Histogram([0.1, 1])
    for value in [0.05, 0.5, 5] { histogram.add(value) }
    text.family("wait_seconds", .histogram, "Waits.")
    text.histogram("wait_seconds", [:], histogram)
    #expect(
      String(decoding: text.bytes, as: UTF8.self) == #"""
        # HELP dropmill_jobs_total Jobs.
        # TYPE dropmill_jobs_total counter
        dropmill_jobs_total{stage="n\"\\\n"} 3
        # HELP dropmill_wait_seconds Waits.
        # TYPE dropmill_wait_seconds histogram
        dropmill_wait_seconds_bucket{le="0.1"} 1
        dropmill_wait_seconds_bucket{le="1.0"} 2
        dropmill_wait_seconds_bucket{le="+Inf"} 3
        dropmill_wait_seconds_sum 5.55
        dropmill_wait_seconds_count 3

        """#)
  }
}
