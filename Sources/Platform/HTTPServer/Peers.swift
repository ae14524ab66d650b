import CHTTP
import Synchronization

/// Who is connected, and until when each must have said what it has to say.
///
/// The library drops who says nothing; who says one byte now and then is dropped here.
final class Peers: @unchecked Sendable {
  /// A connected client.
  final class Peer: @unchecked Sendable {
    let socket: CInt
    // Guarded by the lock of `Peers`.
    fileprivate var deadline: ContinuousClock.Instant?

    fileprivate init(socket: CInt, deadline: ContinuousClock.Instant) {
      self.socket = socket
      self.deadline = deadline
    }
  }

  // Guards the peers and their deadlines.
  private let peers = Mutex<[ObjectIdentifier: Peer]>([:])

  func opened(_ socket: CInt, deadline: ContinuousClock.Instant) -> Peer {
    let peer = Peer(socket: socket, deadline: deadline)
    peers.withLock { $0[ObjectIdentifier(peer)] = peer }
    return peer
  }

  /// Its socket may be closed when this has returned.
  func closed(_ peer: Peer) { peers.withLock { $0[ObjectIdentifier(peer)] = nil } }

  func expect(_ peer: Peer?, by deadline: ContinuousClock.Instant?) {
    guard let peer else { return }
    peers.withLock { _ in peer.deadline = deadline }
  }

  /// Hangs up on those who are late.
  func dropLate(_ now: ContinuousClock.Instant) {
    peers.withLock { peers in
      for peer in peers.values {
        guard let deadline = peer.deadline, deadline < now else { continue }
        http_shut(peer.socket)
        peer.deadline = nil
      }
    }
  }
}
