import NLG
import Testing

@testable import Listings

/// Errors put into good texts, one at a time.
@Suite struct `The gate of listings` {
  private static let texts: [(text: String, facts: Facts)] = (0..<120).map { number in
    let plan = Advert.plan { listing in
      var random = SplitMix64(seed: UInt64(number))
      listing.key = "k\(number)"
      listing.bedrooms = 2 + random.draw(below: 4)
      listing.bathrooms = Double(2 + random.draw(below: 3))
      listing.areaSquareMetres = Double(70 + random.draw(below: 200))
      listing.yearBuilt = 1950 + random.draw(below: 70)
      listing.features = ["garden", "CCTV"]
      listing.reference = "HH-\(number)"
    }
    var writer = DescriptionWriter()
    return (writer.draft(for: plan).description, DescriptionFacts(plan).facts)
  }

  private func isCaught(_ text: String, _ facts: Facts) -> Bool {
    !ListingGate.ofDescriptions.check(text, facts: facts).isEmpty
  }

  @Test func `lets the texts themselves pass`() {
    for (text, facts) in Self.texts { #expect(!isCaught(text, facts), "\(text)") }
  }

  @Test(arguments: [
    "1 Mill Lane", "1 Mill Lane, Leeds", "221b Baker Street", "5 Bed Road",
    "G. R. A Ikeja", "In Opebi", "in an Estate",
  ])
  func `takes the number of a house for a part of its name`(_ place: String) {
    var plan = Advert.plan { $0.places = [place, "Leeds", "Yorkshire"] }
    plan.listing.bedrooms = 3
    var writer = DescriptionWriter()
    let draft = writer.draft(for: plan)
    let facts = DescriptionFacts(plan).facts
    #expect(ListingGate.ofExtracts.check(draft.summary, facts: facts).isEmpty, "\(draft.summary)")
    #expect(!isCaught(draft.description, facts), "\(draft.description)")
  }

  /// Each run of digits, raised by one, one at a time; figures of the reference are its name.
  @Test func `catches every figure that is changed`() {
    for (text, facts) in Self.texts {
      for match in text.matches(of: /\d[\d,]*/) {
        guard text[..<match.range.lowerBound].last != "-",
          let number = Int(match.output.filter(\.isNumber))
        else { continue }
        let changed = text.replacingCharacters(in: match.range, with: "\(number + 1)")
        #expect(isCaught(changed, facts), "\(changed)")
      }
    }
  }

  private static let numbers = ["one", "two", "three", "four", "five", "six", "seven"]

  @Test func `catches every number in words that is changed`() {
    for (text, facts) in Self.texts {
      for match in text.matches(of: /(two|three|four|five|six) (?:bed|bath)rooms/) {
        let word = String(match.output.1)
        guard let index = Self.numbers.firstIndex(of: word) else { continue }
        let place = match.output.1.startIndex..<match.output.1.endIndex
        let changed = text.replacingCharacters(in: place, with: Self.numbers[index + 1])
        #expect(isCaught(changed, facts), "\(changed)")
      }
    }
  }

  @Test(arguments: [
    "It has a heated swimming pool.", "Enjoy the sea view.", "Shops and schools are close by.",
    "It is perfect for a young family.", "The home is in a safe neighbourhood.",
    "A church is close by.", "No children, please.", "An ideal bachelor pad.",
    "It is ten minutes from the airport.", "The kitchen has marble tops.", "It is spacious.",
    "There are two balconies.", "A bargain.", "Call {agent_name}.", "The the end.",
    "It has an lift.",
    "The rent is £900 per month.", "It measures 12 hectares.", "It was renovated in 2019.",
    "It boasts a view.", "Quiet and sunny.", "It is furnished.", "near the beach.",
  ])
  func `catches every sentence that is made up`(_ sentence: String) {
    for (text, facts) in Self.texts { #expect(isCaught("\(text) \(sentence)", facts)) }
  }

  /// Words that only begin like a word of evidence.
  @Test(arguments: [
    ("carpets", "There is parking."), ("entrance hall", "The bedrooms are en suite."),
    ("airport road", "It has air conditioning."), ("walk-in closet", "It is close to the centre."),
    ("access control", "It takes a wheelchair."), ("parking", "It is beside a park."),
    ("central heating", "It is downtown."),
  ])
  func `takes no word for another`(_ feature: String, _ sentence: String) {
    let facts = Facts([Fact(.features, .list([feature]))])
    #expect(isCaught(sentence, facts))
    #expect(ListingGate.ofExtracts.check("It has \(feature).", facts: facts).isEmpty)
  }

  @Test func `misses a fact that has to be told`() {
    for (text, facts) in Self.texts {
      for sentence in English.sentences(of: text) where sentence.contains("₦90") {
        let rest = English.sentences(of: text).filter { $0 != sentence }.joined(separator: " ")
        #expect(isCaught(rest, facts), "\(rest)")
      }
    }
  }

  @Test func `passes over names`() {
    let facts = Facts([Fact(.place, .text("in Church Street, White Rock"))])
    let text = "A flat in Church Street, White Rock, is available."
    #expect(ListingGate.ofExtracts.check(text, facts: facts).isEmpty)
    #expect(!ListingGate.ofExtracts.check("A church is next door.", facts: facts).isEmpty)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
