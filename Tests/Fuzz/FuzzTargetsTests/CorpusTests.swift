import Files
import FuzzTargets
import TestSupport
import Testing

@Suite struct `A parser of foreign bytes` {
  private static let corpus = Path(#filePath).parent.parent / "Corpus"

  /// Seeds, and every input that once failed.
  @Test(arguments: FuzzTarget.allCases)
  func `holds to what it promises for each input of the corpus`(_ target: FuzzTarget) throws {
    let seeds = try Self.seeds(of: target)
    #expect(!seeds.isEmpty)
    for seed in seeds { target.run(seed) }
  }

  /// What the fuzzer does for minutes, for a moment and with the same bytes each time.
  @Test(arguments: FuzzTarget.allCases)
  func `holds to it when its seeds are changed`(_ target: FuzzTarget) throws {
    let seeds = try Self.seeds(of: target)
    var random = SeededGenerator(seed: 1)
    for _ in 0..<60 {
      var bytes = seeds.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: at)
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 20)], at: at)
        }
      }
      target.run(bytes)
    }
  }

  private static func seeds(of target: FuzzTarget) throws -> [[UInt8]] {
    let directory = corpus / target.rawValue
    let names = try Directory.entries(of: directory).map { Path(bytes: $0.name) }.sorted()
    return try names.map { try FileReader.contents(of: directory / $0) }
  }
}
