import Testing

@testable import Rules

@Suite struct `A quantity` {
  @Test(arguments: [
    ("0", 0), ("500", 500), ("500 bytes", 500), ("1 KB", 1000), ("10MB", 10_000_000),
    ("1.5 gb", 1_500_000_000), ("64KiB", 65_536), ("2 MiB", 2_097_152), ("0.1KB", 100),
    ("1000 TB", 1_000_000_000_000_000),
  ])
  func `is a size`(_ text: String, _ bytes: Int) {
    #expect(Quantity.bytes(text) == bytes)
  }

  @Test(arguments: [
    "", "MB", "-1", "10 MBs", "1e9", "1.5.5 MB", ".5MB", "5.MB", "10 X", "1001 TB", "٣",
  ])
  func `is no size`(_ text: String) {
    #expect(Quantity.bytes(text) == nil)
  }

  @Test(arguments: [
    ("500ms", Duration.milliseconds(500)), ("10s", .seconds(10)), ("5 minutes", .seconds(300)),
    ("1.5h", .seconds(5400)), ("2 days", .seconds(172_800)), ("0s", .zero),
  ])
  func `is a duration`(_ text: String, _ duration: Duration) {
    #expect(Quantity.duration(text) == duration)
  }

  @Test(arguments: ["10", "soon", "-5s", "10 weeks", "1001d", "s"])
  func `is no duration`(_ text: String) {
    #expect(Quantity.duration(text) == nil)
  }
}
