package import Files

/// How a server listens, and what it bears.
package struct HTTPConfiguration: Sendable {
  package enum Socket: Sendable, Equatable {
    case address(ListenAddress)
    /// One that listens already, handed over by who started the process, and where it does.
    case inherited(CInt, ListenAddress)

    package var address: ListenAddress {
      switch self {
      case .address(let address), .inherited(_, let address): address
      }
    }
  }

  /// PEM files.
  package struct Certificate: Sendable, Equatable {
    package var certificate: Path
    package var key: Path

    package init(certificate: Path, key: Path) {
      self.certificate = certificate
      self.key = key
    }
  }

  package var socket: Socket
  /// Takes any free port where the one of the address is taken.
  package var mayTakeOtherPort = false
  package var certificate: Certificate?
  /// Threads that read and write; handlers run elsewhere.
  package var threads = 2
  package var connectionsMax = 2048
  /// Of one address; nil: as many as of all, right where a proxy or the machine itself calls.
  package var connectionsPerAddressMax: Int? = 128
  /// Without a byte in either direction.
  package var idleSeconds = 15
  /// For a request's head, from its first byte or the connection's start.
  package var headSeconds = 10
  /// For a request's body: this, and what ``bodyBytesPerSecondMin`` allows.
  package var bodySeconds = 15
  package var bodyBytesPerSecondMin = 16 << 10
  /// A head may be about half of it.
  package var connectionMemory = 32 << 10
  /// For answers that are on their way when the server is asked to stop.
  package var graceSeconds = 5

  package init(_ socket: Socket) { self.socket = socket }
}
