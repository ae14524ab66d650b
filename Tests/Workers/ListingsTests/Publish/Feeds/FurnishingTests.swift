import Testing

@testable import Listings

@Suite struct `How a home is furnished` {
  @Test(
    arguments: [
      ("Furnished", .furnished), ("Fully Furnished", .furnished), ("full", .furnished),
      ("Furnished with beds and furniture", .furnished), ("Semi-Furnished", .partly),
      ("Part furnished", .partly), ("semi", .partly), ("Unfurnished", .unfurnished),
      ("Un-furnished", .unfurnished), ("Not furnished", .unfurnished),
      ("No furnishings", .unfurnished), ("without furniture", .unfurnished), ("no", .unfurnished),
      ("Furniture not included", .unfurnished), ("Furnished: No", .unfurnished),
      ("Furnishings are not included, bills are", .unfurnished),
      ("Furniture will not be provided", .unfurnished), ("furniture: none", .unfurnished),
      ("Furniture excluded", .unfurnished), ("Furniture included", .furnished),
      ("Furniture for sale separately", nil), ("Furniture at extra charge", nil),
      // What is denied is another thing.
      ("Furnished, no pets", .furnished), ("Furnished, bills not included", .furnished),
      ("Furnished, excluding the study", .furnished),
      // It may be either, or the words say something else.
      ("Furnished or unfurnished", nil), ("Furnished/Unfurnished", nil),
      ("Part or unfurnished", nil),
      ("Not fully furnished", nil), ("Can be furnished", nil), ("Furnished on request", nil),
      ("7", nil), ("", nil),
    ] as [(String, Furnishing?)])
  func `is read from the words of a row`(_ text: String, _ furnishing: Furnishing?) {
    #expect(Furnishing(text) == furnishing)
  }

  @Test func `is the same in a text as on its page`() {
    for text in ["Un-furnished", "Furnished or unfurnished", "No furnishings"] {
      let facts = DescriptionFacts(Advert.plan { $0.furnishing = text }).facts
      #expect(facts.text(.state) == Furnishing(text)?.words)
    }
  }
}
