import NLG

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
  static let subject = Subject(
    first: ["this \(.value(.material)) \(.value(.kind))", "this \(.value(.kind))", "this piece"],
    later: ["the \(.value(.kind))", "the piece"])

  static let plan = DocumentPlan(
    "standard",
    [
      MessageGroup(
        shuffled: true,
        [
          Message(
            "inside",
            [
              Frame("has", "\(.subject) has \(.count(.shelves, "shelf"))."),
              Frame(
                "offers", "\(.subject) \(.oneOf("offers", "holds")) \(.count(.shelves, "shelf"))."),
            ]),
          Message("width", [Frame("width", "\(.subject) measures \(.value(.width)) across.")]),
          Message("drawers", [Frame("drawers", "\(.subject) has \(.count(.drawers, "drawer")).")]),
        ]),
      MessageGroup([
        Message(
          "extras",
          [
            Frame(
              "extras",
              "Extras \(.agree(.extras, one: "is", other: "are")) \(.list(.extras, limit: 3))."
            )
          ]),
        Message("lock", [Frame("lock", "It can be locked.", requires: [.lockable])]),
        Message("price", [Frame("price", "It costs \(.value(.price)).")]),
      ]),
    ])

  static let facts = Facts([
    Fact(.kind, .text("bookcase")), Fact(.material, .text("oak")),
    Fact(.shelves, .integer(3), source: "Shelves"),
    Fact(.width, .measure(Measure(85, .centimetres))),
    Fact(.price, .money(Money(minorUnits: 4_000, currency: Currency(code: "GBP")))),
    Fact(.extras, .list(["a lamp", "a key"])), Fact(.maker, .text("Seven Oaks 24")),
  ])

  static let realiser = Realiser(subject: subject)
}
