import Testing

@testable import NLG

@Suite struct `An author` {
  private func author() throws -> Author { Author(try Bookcase.grammar(Bookcase.grammar)) }

  private func texts(_ count: Int) throws -> [Author.Text] {
    var author = try author()
    return (0..<count).compactMap { number in
      author.write(Bookcase.facts, flags: ["plain"], seed: "item-\(number)") { _ in true }
    }
  }

  @Test func `writes the same again`() throws { #expect(try texts(30) == texts(30)) }

  @Test func `words neighbours differently while it can`() throws {
    let texts = try texts(40).map(\.string)
    #expect(Set(texts).count == 40)
  }

  @Test func `keeps the number that a text had before`() throws {
    var author = try author()
    for number in 0..<Author.triesMax {
      let text = author.write(Bookcase.facts, flags: [], seed: "s", known: number) { _ in true }
      #expect(text?.number == number)
    }
  }

  @Test func `takes the next try when one is not good`() throws {
    var author = try author()
    let refused = try #require(
      author.write(Bookcase.facts, flags: [], seed: "s", known: 2) { _ in true })
    let text = author.write(Bookcase.facts, flags: [], seed: "s", known: 2) { $0 != refused.string }
    #expect(text?.isAccepted == true)
    #expect(text?.string != refused.string)
  }

  @Test func `tells when no try is good`() throws {
    var author = try author()
    let text = author.write(Bookcase.facts, flags: [], seed: "s") { _ in false }
    #expect(text?.isAccepted == false)
    #expect(text?.string.isEmpty == false)
  }

  @Test func `names the facts it spoke of`() throws {
    let text = try #require(try texts(1).first)
    #expect(Set(text.used).isSuperset(of: [.shelves, .width, .price, .extras]))
    #expect(!text.used.contains(.year))
  }

  @Test func `writes nothing when no plan fits`() throws {
    let grammar = try Bookcase.grammar("say it:\n  A box.\nplans:\n  (lockable) it")
    var author = Author(grammar)
    #expect(author.write(Bookcase.facts, flags: [], seed: "s") { _ in true } == nil)
  }
}

@Suite struct `The memory of wordings` {
  private let first: [UInt32] = [1, 2, 3, 4, 5]

  @Test func `goes with use and comes back`() {
    var freshness = Freshness()
    #expect(freshness.staleness(first) == 0)
    freshness.insert(first)
    #expect(freshness.staleness(first) > 0)
    #expect(freshness.isKnown(first))
    for number in 0..<UInt32(Freshness.textsMax) {
      freshness.insert((0..<8).map { 1_000 + 8 * number + $0 })
    }
    #expect(freshness.staleness(first) == 0)
    #expect(!freshness.isKnown(first))
  }

  @Test(arguments: 0..<5) func `takes texts of any length`(_ count: Int) {
    var freshness = Freshness()
    freshness.insert(Array(first.prefix(count)))
    #expect(freshness.isKnown(Array(first.prefix(count))))
  }
}
