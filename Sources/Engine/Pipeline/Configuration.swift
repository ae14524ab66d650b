package import Foundation
package import Jobs

/// Every limit of the engine, by name.
package struct Configuration: Sendable, Equatable {
  /// Threads that run stages.
  package var stageThreads = 2
  /// Items under way at once; one that waits for the disk holds no thread.
  package var itemsRunningMax = 128
  /// Items leased from the queue in one go.
  package var leaseMax = 128
  /// Failed attempts at one stage before the item is given up.
  package var attemptsMax = 5
  /// Ends of the daemon in the same stage before the item is given up.
  package var crashesMax = 2
  package var backoff = Backoff()
  /// Bytes of a source; larger ones are refused.
  package var sourceBytesMax = 64 << 30
  /// Files that were last changed before this time lay in the inbox when the machine went down:
  /// a text that ends in mid-line is held. Nil: the machine did not.
  package var suspectBefore: Date?
  /// Bytes of a stream that stays when the stage behind it has read it, so that people can look at
  /// it and run the item again from there; a larger one only takes room.
  package var streamBytesKept = 64 << 20
  /// Files in a bundle.
  package var bundleFilesMax = 10_000

  package init() {}
}
