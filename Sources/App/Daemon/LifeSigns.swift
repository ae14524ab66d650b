/// Decides whether a part is alive that may be busy with one thing for long.
///
/// An answer is a sign of life, and so is work: who reads a file of many gigabytes answers nobody
/// meanwhile. Who does neither hangs.
struct LifeSigns: Sendable {
  private var last: (answers: Int, workTime: Duration)?

  /// - Parameters:
  ///   - answers: how often it has answered.
  ///   - workTime: processor time that it has used.
  /// - Returns: whether there was a sign since the last time this was asked.
  mutating func isAlive(answers: Int, workTime: Duration) -> Bool {
    defer { last = (answers, workTime) }
    guard let last else { return true }
    return answers > last.answers || workTime > last.workTime
  }
}
