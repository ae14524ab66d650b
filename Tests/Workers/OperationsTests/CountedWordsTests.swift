import Testing

@testable import Operations

@Suite struct `What is counted` {
  @Test(arguments: [
    (1, 1, 1, "1 task is open in 1 business, 1 waits for a person"),
    (1_200, 2, 0, "1,200 tasks are open in 2 businesses, 0 wait for a person"),
  ])
  func `of tasks is said of one as of many`(
    _ open: Int, _ businesses: Int, _ escalated: Int, _ text: String
  ) {
    #expect(
      StatusTool.summary(open: open, businesses: businesses, escalated: escalated) == text)
  }

  @Test(arguments: [(1, 1, "Seen once in 1 log"), (12, 3, "Seen 12 times in 3 logs")])
  func `of an incident is said of one as of many`(_ count: Int, _ logs: Int, _ text: String) {
    #expect(IncidentFiles.seen(count, logs: logs) == text)
  }
}
