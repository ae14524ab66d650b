@testable import NLG

extension FactKey {
  static let kind: Self = "kind"
  static let material: Self = "material"
  static let shelves: Self = "shelves"
  static let drawers: Self = "drawers"
  static let width: Self = "width"
  static let price: Self = "price"
  static let extras: Self = "extras"
  static let maker: Self = "maker"
  static let year: Self = "year"
  static let lockable: Self = "lockable"
}

/// A small neutral domain: pieces of furniture.
enum Bookcase {
  static let keys: [FactKey] = [
    .kind, .material, .shelves, .drawers, .width, .price, .extras, .maker, .year, .lockable,
  ]

  static let facts = Facts([
    Fact(.kind, .text("bookcase")), Fact(.material, .text("oak")),
    Fact(.shelves, .integer(3), source: "Shelves"),
    Fact(.width, .measure(Measure(85, .centimetres))),
    Fact(.price, .money(Money(minorUnits: 4_000, currency: Currency(code: "GBP")))),
    Fact(.extras, .list(["a lamp", "a key"])), Fact(.maker, .text("Seven Oaks 24")),
  ])

  static let grammar = """
    version: 1
    styles: plain warm
    length short: 5-20
    free: kind material

    names:
      the {kind}
      the piece
      it

    set has:
      has
      (warm) gives you

    say opening:
      Here is a {material} {kind}…
      This {kind} of {material} is [for sale|on offer]…
      [For sale|On offer]: a {material} {kind}.

    say inside:
      {it} {has} {shelves shelf}.
      Inside, there {shelves: is|are} {shelves shelf}.
      With {shelves shelf},
      + with {shelves shelf}

    say width:
      {it} measures {width} across.
      Its width is {width}.

    say drawers:
      {it} {has} {drawers drawer}.

    say extras:
      {it} comes with {extras}.
      Extras {extras: is|are} {extras}.

    say lock:
      (lockable) It can be locked.

    say price:
      It costs {price}.
      The price is {price}.

    plans:
      (!short) opening; ~ inside, width, drawers; extras; lock; price
      (!short *2) opening, inside; price; width, drawers, extras; lock
      (short) opening; price
    """

  static func grammar(_ text: String) throws -> Grammar { try Grammar(text, keys: keys) }

  /// What the sentence says, when it is the only one of its grammar.
  static func write(_ sentence: String, _ facts: [Fact], seed: UInt64 = 1) throws -> String {
    let grammar = try grammar(
      "names:\n  the {kind}\n  the piece\n  it\nsay it:\n  \(sentence)\nplans:\n  it")
    let wording = Wording(Facts(facts), flags: [], for: grammar)
    let candidate = Realiser(grammar).write(wording, seed: seed)
    return String(decoding: candidate?.bytes ?? [], as: UTF8.self)
  }
}
