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
}
