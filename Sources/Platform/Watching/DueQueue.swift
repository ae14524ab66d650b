/// A binary heap of keys by the time at which they are due, earliest first.
struct DueQueue<Key: Sendable>: Sendable {
  private var heap: [(due: MonotonicTime, key: Key)] = []

  var count: Int { heap.count }

  var first: (due: MonotonicTime, key: Key)? { heap.first }

  mutating func insert(_ key: Key, due: MonotonicTime) {
    heap.append((due, key))
    var child = heap.count - 1
    while child > 0, heap[child].due < heap[(child - 1) / 2].due {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> Key? {
    guard let last = heap.popLast() else { return nil }
    guard let first = heap.first else { return last.key }
    heap[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].due < heap[smallest].due {
        smallest = child
      }
      if smallest == parent { return first.key }
      heap.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
