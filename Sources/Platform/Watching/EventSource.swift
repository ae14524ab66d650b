package import Files

/// Kernel events for any number of watchers.
///
/// libinotifytools keeps its state in global variables, and some of it beyond a clean-up. So there
/// is one thread for it in the process, made with the first source and never ended; all sources
/// share it. Without a watch it sleeps.
package final class EventSource: Sendable {
  private static let shared = Result { () throws(WatchError) in
    try WatchLoop(inotify: Inotify())
  }

  let loop: WatchLoop

  package init() throws(WatchError) { loop = try EventSource.shared.get() }

  /// A hint for each time that something may have changed in a directory; none for what lies
  /// deeper.
  ///
  /// The first hint comes at once. Hints that nobody waits for melt into one. While the directory
  /// is missing, or no watch can be had, a hint comes every second that may well be wrong.
  package func changes(in directory: Path) -> AsyncStream<Void> {
    let (stream, hints) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let loop = loop
    loop.perform { state in
      let client = DirectoryHints(directory, state: state, hints: hints)
      let id = state.attach(client)
      client.begin(as: id)
      hints.onTermination = { [weak loop] _ in loop?.perform { $0.detach(id) } }
    }
    return stream
  }
}
