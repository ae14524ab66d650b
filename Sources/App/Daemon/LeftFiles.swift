import Synchronization
import Watching

/// Files that were left in the inbox: other rules may take them.
final class LeftFiles: Sendable {
  private let files = Mutex<[SettledFile]>([])

  /// More are found again by the next start.
  private let filesMax = 10_000

  func add(_ file: SettledFile) {
    files.withLock { if $0.count < filesMax { $0.append(file) } }
  }

  func takeAll() -> [SettledFile] {
    files.withLock { files in
      defer { files = [] }
      return files
    }
  }
}
