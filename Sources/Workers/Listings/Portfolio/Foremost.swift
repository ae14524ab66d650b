/// The foremost of very many values, the first in rank first; of equal rank those that came first.
struct Foremost<Value> {
  private let limit: Int
  private var ranked: [(rank: Double, value: Value)] = []

  init(_ limit: Int) { self.limit = limit }

  mutating func add(_ value: Value, rank: Double) {
    if ranked.count == limit, rank <= ranked[limit - 1].rank { return }
    // Behind the last one that is not lower.
    let index = ranked.partitioningIndex { $0.rank < rank }
    ranked.insert((rank, value), at: index)
    if ranked.count > limit { ranked.removeLast() }
  }

  var values: [Value] { ranked.map(\.value) }
}
