import Chats

/// Keeps below what a provider allows in a minute, as configured and as its answers tell.
///
/// Requests and tokens are each a bucket that fills evenly. A question takes its estimate out
/// before it is sent, and what it took too much is put back.
struct RateLimit: Sendable {
  private struct Bucket: Sendable {
    var perMinute: Double?
    var level = 0.0
    var filled = 0.0

    mutating func fill(at now: Double) {
      guard let perMinute else { return }
      level = min(perMinute, level + max(0, now - filled) * perMinute / 60)
      filled = now
    }

    /// Seconds until so much is there; a question larger than the bucket waits for a full one.
    func wait(for amount: Double) -> Double {
      guard let perMinute else { return 0 }
      return max(0, min(amount, perMinute) - level) * 60 / perMinute
    }
  }

  private var requests: Bucket
  private var tokens: Bucket
  private var blockedUntil = 0.0

  init(requestsPerMinute: Double?, tokensPerMinute: Double?, at now: Double) {
    requests = Bucket(perMinute: requestsPerMinute, level: requestsPerMinute ?? 0, filled: now)
    tokens = Bucket(perMinute: tokensPerMinute, level: tokensPerMinute ?? 0, filled: now)
  }

  /// Takes a question's share.
  ///
  /// - Returns: how many seconds to wait and ask again; 0 when it was taken.
  mutating func take(tokens amount: Int, at now: Double) -> Double {
    requests.fill(at: now)
    tokens.fill(at: now)
    let wait = max(
      requests.wait(for: 1), tokens.wait(for: Double(amount)), blockedUntil - now)
    if wait > 0 { return wait }
    requests.level -= 1
    tokens.level -= Double(amount)
    return 0
  }

  /// Puts back what an answer did not need.
  mutating func settle(estimated: Int, used: Int) {
    tokens.level += Double(estimated - used)
  }

  /// What the provider says counts where it is less.
  mutating func learn(_ headers: LimitHeaders, at now: Double) {
    Self.learn(headers.requests, &requests, now)
    Self.learn(headers.tokens, &tokens, now)
    for window in [headers.requests, headers.tokens] where window.left == 0 {
      if let seconds = window.resetSeconds { block(for: min(seconds, 60), at: now) }
    }
  }

  /// The provider asked for a pause: it is one for all questions.
  mutating func block(for seconds: Double, at now: Double) {
    blockedUntil = max(blockedUntil, now + seconds)
  }

  private static func learn(_ window: LimitHeaders.Window, _ bucket: inout Bucket, _ now: Double) {
    if let limit = window.limit, limit > 0 {
      bucket.fill(at: now)
      if bucket.perMinute == nil {
        bucket = Bucket(perMinute: Double(limit), level: Double(limit), filled: now)
      }
      bucket.perMinute = min(bucket.perMinute ?? .infinity, Double(limit))
    }
    if let left = window.left, bucket.perMinute != nil {
      bucket.level = min(bucket.level, Double(left))
    }
  }
}
