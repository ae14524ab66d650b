/// Where a job stands.
package enum JobState: String, Sendable, CaseIterable {
  /// Can be taken now.
  case available
  /// Not before its time; no attempt has failed.
  case scheduled
  /// Somebody has a lease on it.
  case running
  /// An attempt failed; it is tried again at its time.
  case retryable
  /// Done.
  case completed
  /// A person decided against it, or waits to decide.
  case cancelled
  /// Given up after its last attempt.
  case discarded
}
