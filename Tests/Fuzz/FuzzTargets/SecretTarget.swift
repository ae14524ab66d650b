import Foundation
import Logs

@testable import Operations

/// Secrets are taken out of any text, once and for all; traces and templates are read from any.
enum SecretTarget {
  private static let redactor = Redactor(OperationsRules.shipped.secrets)
  private static let secret = "Zx9canary4711"

  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let redacted = redactor.redacted(text)
    expect(redactor.redacted(redacted) == redacted, "more is found the second time: \(redacted)")
    let planted = redactor.redacted("\(text)\npassword=\(secret)\n\(text)")
    expect(!planted.contains(secret), "a secret is left: \(planted)")
    expect(StackTrace(text).frames.count <= StackTrace.framesMax, "too many frames")
    mine(bytes)
  }

  private static func mine(_ bytes: [UInt8]) {
    var miner = TemplateMiner(groupsMax: 20)
    for line in bytes.split(separator: 0x0A) {
      let group = Array(line).withUnsafeBytes { miner.add($0) }
      expect((0...20).contains(group), "a line in group \(group)")
    }
    _ = miner.templates()
  }
}
