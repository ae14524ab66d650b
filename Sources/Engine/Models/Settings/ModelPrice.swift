package import Chats

/// What a model costs. A dollar for a million tokens is a millionth of a dollar for one, so that
/// costs are whole numbers of millionths.
package struct ModelPrice: Sendable, Hashable {
  /// Millionths of a dollar for a token.
  package let input: Double
  package let output: Double
  package let cached: Double

  package init(input: Double, output: Double, cached: Double? = nil) {
    self.input = input
    self.output = output
    self.cached = cached ?? input
  }

  /// The most that a million tokens may be said to cost, in dollars.
  static let most = 1e6

  /// In millionths of a dollar, rounded up; what no server could mean is cut off.
  package func cost(_ usage: ChatAnswer.Usage) -> Int {
    let cached = min(max(usage.cached, 0), usage.input)
    let sum =
      Double(usage.input - cached) * input + Double(cached) * self.cached
      + Double(usage.output) * output
    return Int(min(max(sum, 0), 1e15).rounded(.up))
  }

  /// The most that a request can cost: no token is shorter than two bytes, on the whole, and the
  /// answer becomes as long as it may.
  func most(bodyBytes: Int, tokensMax: Int) -> Int {
    cost(ChatAnswer.Usage(input: bodyBytes / 2 + 1, output: tokensMax))
  }
}

/// The prices that come with the program: `Resources/prices.txt`.
package struct PriceList: Sendable {
  package static let shipped = PriceList(PackageResources.prices_txt)

  /// When the prices were looked up, and where.
  package private(set) var date = ""
  package private(set) var source = ""
  private var prices: [String: ModelPrice] = [:]

  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.first == "#" {
        if words.dropFirst().first == "date" { date = words.dropFirst(2).joined(separator: " ") }
        if words.dropFirst().first == "source" {
          source = words.dropFirst(2).joined(separator: " ")
        }
        continue
      }
      let numbers = words.dropFirst(2).compactMap(Double.init)
      precondition(words.count == 5 && numbers.count == 3, "prices.txt: “\(line)” is no price")
      prices["\(words[0]) \(words[1])"] = ModelPrice(
        input: numbers[0], output: numbers[1], cached: numbers[2])
    }
  }

  /// A name may bear a date behind the model's: `gpt-4o-mini-2024-07-18`.
  package func price(_ dialect: ChatDialect, _ model: String) -> ModelPrice? {
    let known = prices.keys.filter { key in
      let name = key.dropFirst(dialect.rawValue.count + 1)
      return key.hasPrefix("\(dialect.rawValue) ")
        && (model == name || model.hasPrefix("\(name)-20") || model.hasPrefix("\(name)@20"))
    }
    return known.max { $0.count < $1.count }.flatMap { prices[$0] }
  }
}
