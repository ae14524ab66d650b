/// One at a time for each key, in the order of asking.
actor KeyedLock {
  private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

  func acquire(_ key: String) async {
    if waiting[key] == nil {
      waiting[key] = []
      return
    }
    await withCheckedContinuation { waiting[key, default: []].append($0) }
  }

  func release(_ key: String) {
    guard var queue = waiting[key] else { preconditionFailure("the lock of \(key) is free") }
    if queue.isEmpty {
      waiting[key] = nil
    } else {
      let next = queue.removeFirst()
      waiting[key] = queue
      next.resume()
    }
  }
}
