internal import CCurl
import Executors
import Synchronization

// One thread owns libcurl's multi handle and everything that hangs on it:
//
//   callers ── start, cancel, stop ─► commands ── curl_multi_wakeup ─► thread
//   thread: take commands; curl_multi_perform; finish what is done; end what is overdue; poll
//
// What callers wait for are continuations, resumed by this thread; it blocks only in poll.

/// The thread that carries all transfers of a session.
final class TransferLoop: @unchecked Sendable {
  private enum Command {
    case start(Transfer)
    case cancel(Transfer)
  }

  private struct Inbox {
    var commands: [Command] = []
    var isStopped = false
  }

  // Handles are used by the thread alone, but for `curl_multi_wakeup`, which may be called from
  // any; `inbox` guards the life of `multi` for it, and what callers ask for.
  private let inbox = Mutex(Inbox())
  private let multi: OpaquePointer
  private let configuration: HTTPConfiguration
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

  init(_ configuration: HTTPConfiguration) {
    precondition(Self.isReady, "libcurl could not be initialised")
    guard let multi = curl_multi_init().map({ OpaquePointer($0) }) else {
      preconditionFailure("no memory for libcurl")
    }
    self.multi = multi
    self.configuration = configuration
    set(CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.connectionsMax)
    set(CURLMOPT_MAX_HOST_CONNECTIONS, configuration.hostConnectionsMax)
    set(CURLMOPT_MAXCONNECTS, configuration.connectionsMax)
    NamedThread.start("http-client") { [self] in run() }
  }

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private func set(_ option: CURLMoption, _ value: Int) {
    let code = dm_curl_multi_number(UnsafeMutableRawPointer(multi), option, value)
    precondition(code == CURLM_OK, "libcurl is too old for an option")
  }

  func start(_ transfer: Transfer) {
    if !post(.start(transfer)) { transfer.finish(.stopped, "the client was stopped") }
  }

  func cancel(_ transfer: Transfer) {
    transfer.isCancelled.store(true, ordering: .releasing)
    // A loop that has stopped has ended the transfer already.
    _ = post(.cancel(transfer))
  }

  func stop() {
    inbox.withLock { inbox in
      if inbox.isStopped { return }
      inbox.isStopped = true
      curl_multi_wakeup(UnsafeMutableRawPointer(multi))
    }
  }

  private func post(_ command: Command) -> Bool {
    inbox.withLock { inbox in
      if inbox.isStopped { return false }
      inbox.commands.append(command)
      curl_multi_wakeup(UnsafeMutableRawPointer(multi))
      return true
    }
  }

  private func run() {
    let multi = UnsafeMutableRawPointer(self.multi)
    while true {
      let asked = inbox.withLock { inbox in
        defer { inbox.commands = [] }
        return inbox
      }
      for command in asked.commands { apply(command) }
      if asked.isStopped { break }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      finishDone()
      let now = ContinuousClock.now
      endOverdue(now)
      curl_multi_poll(multi, nil, 0, milliseconds(from: now), nil)
    }
    for transfer in transfers.values { end(transfer, .stopped, "the client was stopped") }
    curl_multi_cleanup(multi)
  }

  private func apply(_ command: Command) {
    switch command {
    case .start(let transfer): begin(transfer)
    case .cancel(let transfer):
      if transfer.handle != nil { end(transfer, .cancelled, "was cancelled") }
    }
  }

  private func begin(_ transfer: Transfer) {
    if transfer.isCancelled.load(ordering: .acquiring) {
      return transfer.finish(.cancelled, "was cancelled")
    }
    let multi = UnsafeMutableRawPointer(self.multi)
    guard transfer.prepare(configuration), let handle = transfer.handle,
      curl_multi_add_handle(multi, handle) == CURLM_OK
    else {
      transfer.release()
      return transfer.finish(.malformed, "libcurl refused the request")
    }
    transfers[handle] = transfer
  }

  private func finishDone() {
    let multi = UnsafeMutableRawPointer(self.multi)
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left)?.pointee {
      guard message.msg == CURLMSG_DONE, let handle = message.easy_handle,
        let transfer = transfers[handle]
      else { continue }
      let code = message.data.result
      let fault = transfer.fault(code)
      remove(transfer)
      transfer.finish(fault?.reason, fault?.detail ?? "")
    }
  }

  private func endOverdue(_ now: ContinuousClock.Instant) {
    for transfer in transfers.values {
      guard let limit = transfer.overdue(now) else { continue }
      end(transfer, .timedOut, limit)
    }
  }

  private func end(_ transfer: Transfer, _ reason: HTTPError.Reason, _ detail: String) {
    remove(transfer)
    transfer.finish(reason, detail)
  }

  private func remove(_ transfer: Transfer) {
    guard let handle = transfer.handle else { return }
    curl_multi_remove_handle(UnsafeMutableRawPointer(multi), handle)
    transfers[handle] = nil
    transfer.release()
  }

  /// How long the thread may wait for the network: to the next limit of time, a minute at most.
  private func milliseconds(from now: ContinuousClock.Instant) -> Int32 {
    let next = transfers.values.map(\.nextLimit).min()
    guard let next else { return 60_000 }
    let (seconds, attoseconds) = (next - now).components
    let left = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
    return Int32(min(max(left, 0), 60_000))
  }
}
