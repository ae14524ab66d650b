import Foundation
import Testing

@testable import Agents

@Suite struct `A cron line` {
  /// The next times, as the clock on the wall shows them there, with their offsets.
  private func next(_ line: String, _ zone: String, after start: String, count: Int) throws
    -> [String]
  {
    let zone = try #require(TimeZone(identifier: zone))
    let line = try CronLine(line)
    var date = try Date(start, strategy: .iso8601)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false, timeZone: zone)
    return try (0..<count).map { _ in
      date = try #require(line.next(after: date, in: zone))
      return String(date.formatted(style).dropLast(2))
    }
  }

  /// What two independent libraries agree on.
  @Test(arguments: [
    ("*/5 * * * *", "UTC", "2026-01-30T23:58:00Z", "2026-01-31T00:00 2026-01-31T00:05"),
    ("0 9-17/2 * * mon-fri", "UTC", "2026-01-30T23:58:00Z", "2026-02-02T09:00 2026-02-02T11:00"),
    ("0 0 29 2 *", "UTC", "2026-01-30T23:58:00Z", "2028-02-29T00:00 2032-02-29T00:00"),
    ("0 0 31 * *", "UTC", "2026-01-30T23:58:00Z", "2026-01-31T00:00 2026-03-31T00:00"),
    ("0 0 13 * 5", "UTC", "2026-01-30T23:58:00Z", "2026-02-06T00:00 2026-02-13T00:00"),
    ("0 0 L * *", "UTC", "2026-01-31T00:00:00Z", "2026-02-28T00:00 2026-03-31T00:00"),
    ("0 0 * * 1#1", "UTC", "2026-01-30T23:58:00Z", "2026-02-02T00:00 2026-03-02T00:00"),
    ("0 0 * * 5L", "UTC", "2026-01-30T23:58:00Z", "2026-02-27T00:00 2026-03-27T00:00"),
    ("0 12 * * 7", "UTC", "2026-01-30T23:58:00Z", "2026-02-01T12:00 2026-02-08T12:00"),
    ("10-50/20 3 * * *", "UTC", "2026-01-30T23:58:00Z", "2026-01-31T03:10 2026-01-31T03:30"),
    ("@weekly", "UTC", "2026-01-30T23:58:00Z", "2026-02-01T00:00 2026-02-08T00:00"),
    ("0 0 */2 * 1", "UTC", "2026-01-30T23:58:00Z", "2026-02-09T00:00 2026-02-23T00:00"),
  ]) func `comes when two others say so`(
    _ line: String, _ zone: String, _ start: String, _ expected: String
  ) throws {
    let times = try next(line, zone, after: start, count: 2).map { $0.prefix(16) }
    #expect(times.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    // Clocks are put forward at two: what was for half past comes at three.
    (
      "30 2 * * *", "America/New_York", "2026-03-07T17:00:00Z",
      ["2026-03-08T03:00:00-04", "2026-03-09T02:30:00-04"]
    ),
    // They are put back at two: once, though half past one comes twice.
    (
      "30 1 * * *", "America/New_York", "2026-10-31T16:00:00Z",
      ["2026-11-01T01:30:00-04", "2026-11-02T01:30:00-05"]
    ),
    // What comes every half hour follows the time that passes.
    (
      "*/30 * * * *", "Europe/Berlin", "2026-10-24T23:59:00Z",
      ["2026-10-25T02:00:00+02", "2026-10-25T02:30:00+02", "2026-10-25T02:00:00+01"]
    ),
    (
      "0 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z",
      ["2026-03-29T03:00:00+02", "2026-03-29T04:00:00+02"]
    ),
    // The day that Samoa left out.
    (
      "0 3 * * *", "Pacific/Apia", "2011-12-29T14:00:00Z",
      ["2011-12-31T00:00:00+14", "2011-12-31T03:00:00+14"]
    ),
  ]) func `knows that clocks are put forward and back`(
    _ line: String, _ zone: String, _ start: String, _ expected: [String]
  ) throws {
    let times = try next(line, zone, after: start, count: expected.count)
    #expect(times == expected)
  }

  @Test(arguments: [
    ("* * * *", "five"), ("60 * * * *", "minute"), ("* 24 * * *", "hour"),
    ("0 0 30 2 *", "never comes"), ("0 0 * * 8", "day of the week"), ("5-1 * * * *", "backwards"),
    ("*/0 * * * *", "minute"), ("0 0 * * 1#6", "five weeks"), ("a * * * *", "minute"),
    ("1,,2 * * * *", "minute"), ("0 0 * foo *", "month"), ("-1 * * * *", "minute"),
  ]) func `that is wrong is refused with the reason`(_ line: String, _ reason: String) {
    let error = #expect(throws: CronError.self) { try CronLine(line) }
    #expect(error?.description.contains(reason) == true)
  }

  /// On the last Sunday of March there is no such hour, in any year.
  @Test func `that falls into the hour that is left out never comes`() throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let line = try CronLine("* 2 * 3 0L")
    #expect(line.next(after: Date(timeIntervalSince1970: 1_774_744_200), in: berlin) == nil)
  }
}
