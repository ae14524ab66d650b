import Testing

@testable import Listings

@Suite struct `The places of a catalogue` {
  @Test func `have a name each: what has neither letter nor figure is none`() {
    var catalogue = CataloguePlaces()
    let places = [["Hill", "???"], ["—"], ["hill", "Shire"]].map { names in
      catalogue.places(names.joined(separator: "\u{1f}")).combination
    }
    #expect(places.map { catalogue.combinations[$0] } == [[0], [], [0, 1]])
    #expect(catalogue.names == ["Hill", "Shire"])
    #expect(catalogue.slugs == ["hill", "shire"])
  }

  @Test func `are no houses, however many`() {
    var catalogue = CataloguePlaces()
    let houses = ["7a, Mill Lane", "Flat 2 Sea View", "Mühlweg 7", "#12 High Street", "12 —"]
    let places = ["Road 12", "12345 Ashford", "1st Avenue", "3\u{301} Hill"]
    for number in 1...5000 {
      let texts = ["\(number) Mill Lane\u{1f}Hill", "\(number) Mill Lane"].map {
        catalogue.places($0).combination
      }
      #expect(texts == [0, 1])
    }
    #expect(catalogue.combinations == [[0], []])
    for name in houses { #expect(catalogue.places(name).combination == 1, "\(name)") }
    for (index, name) in places.enumerated() {
      #expect(catalogue.places(name).combination == index + 2, "\(name)")
      #expect(StreetAddress(name).hasNumber == false)
    }
    #expect(catalogue.names == ["Hill"] + places)
  }
}
