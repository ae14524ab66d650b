import Files
import Foundation
package import Models

extension ModelDesk {
  /// With the time that it is, and the credentials of the environment.
  package static func live(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> ModelDesk {
    ModelDesk(
      credentials: environment["CREDENTIALS_DIRECTORY"].map { Path($0) }, now: { Date() },
      seed: UInt64.random(in: 0...UInt64.max))
  }
}
