import Pages

/// A telephone number, so that it can be dialled from any country where that is known.
struct TelephoneNumber: Hashable, Sendable {
  /// As the row or the rule has it.
  let written: String
  /// Figures, with a plus and the code of the country before them (ITU E.164) where number or
  /// country tell it; else the figures as they are.
  let dialled: String
  let link: Link

  /// The numbers of a cell, each once, in their order.
  ///
  /// - Parameter country: that of numbers that name none.
  static func all(in text: String, country: Country?) -> [TelephoneNumber] {
    var numbers: [TelephoneNumber] = []
    for part in parts(of: text) {
      let dialled = dialled(part, country: country)
      guard let link = Link(telephone: dialled) else { continue }
      if numbers.contains(where: { $0.dialled == dialled }) { continue }
      numbers.append(TelephoneNumber(written: part, dialled: dialled, link: link))
      if numbers.count == countMax { break }
    }
    return numbers
  }

  /// More than anybody calls.
  private static let countMax = 3

  /// `030/1234567` is one number, `08031234567/08051234567` are two.
  private static func parts(of text: String) -> [String] {
    text.utf8.split(whereSeparator: isBetween).flatMap { part in
      let halves = part.split(separator: UInt8(ascii: "/"))
      let areAll = halves.allSatisfy { $0.count(where: \.isFigure) >= figuresOfHalfMin }
      return areAll ? halves : [part]
    }.map { FeedText.trimmed(Substring($0)) }
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
      || byte == UInt8(ascii: "\n")
  }

  private static func dialled(_ text: String, country: Country?) -> String {
    let all = figures(text)
    if text.first == "+", all.first != "0" { return international(all, of: text) }
    if all.hasPrefix("00") { return international(String(all.dropFirst(2)), of: text) }
    let whole = country.flatMap(DiallingPlan.of)?.international(all)
    return whole.map { "+" + $0 } ?? all
  }

  /// Also without the nought that some write behind the code, and nobody dials: `+234 0803 …`.
  private static func international(_ all: String, of text: String) -> String {
    let plans = DiallingPlan.sharing(codeOf: all)
    let whole = plans.lazy.compactMap { plan in
      plan.number(in: all.dropFirst(plan.code.count)).map { plan.code + $0 }
    }.first
    if let whole { return "+" + whole }
    // In `+44 (0)800 …` it is for callers within the country; in `+39 (0)6 …` it is of the number.
    let isForCountry = plans.contains { $0.prefix == "0" } && text.contains("(0)")
    let code = plans.first?.code ?? ""
    return "+" + (isForCountry ? code + all.dropFirst(code.count + 1) : all)
  }

  private static func figures(_ text: String) -> String {
    String(decoding: text.utf8.filter(\.isFigure), as: UTF8.self)
  }

  /// Of each of two numbers that a stroke parts.
  private static let figuresOfHalfMin = 7
}
