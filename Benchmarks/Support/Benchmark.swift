/// A group of figures that are measured together.
protocol Benchmark {
  static var name: String { get }
  static func run(_ bench: Bench) async throws
}
