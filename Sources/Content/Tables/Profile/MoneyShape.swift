/// An amount with its currency: `£350,000`, `R$8,000`, `GH₵4,500,000`, `KES 750000`, `1200 USD`.
enum MoneyShape {
  private static let codes = PackedWord.list(
    "AED AUD BRL CAD CHF CNY CZK DKK EGP EUR GBP GHS HKD IDR ILS INR JPY KES KRW MXN MYR NGN NOK "
      + "NZD PHP PKR PLN RON RUB SAR SEK SGD THB TRY TZS UAH UGX USD VND XAF XOF ZAR")

  static func matches(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let digits = digits(bytes), digits.lowerBound <= 8, bytes.count - digits.upperBound <= 8,
      NumberText(UnsafeRawBufferPointer(rebasing: bytes[digits])) != nil
    else { return false }
    let before = UnsafeRawBufferPointer(rebasing: bytes[..<digits.lowerBound])
    let after = UnsafeRawBufferPointer(rebasing: bytes[digits.upperBound...])
    return (isCurrency(before) && isBlank(after)) || (isBlank(before) && isCurrency(after))
  }

  /// The digits of an amount, without currency, and whether a minus stands before them: `-£5`,
  /// `£-5`.
  static func amount(
    _ bytes: UnsafeRawBufferPointer
  ) -> (digits: UnsafeRawBufferPointer, isNegative: Bool) {
    let digits = digits(bytes) ?? 0..<0
    return (
      UnsafeRawBufferPointer(rebasing: bytes[digits]),
      bytes[..<digits.lowerBound].contains(UInt8(ascii: "-"))
    )
  }

  /// From the first digit to the last.
  private static func digits(_ bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    guard let first = bytes.firstIndex(where: { $0 &- 0x30 <= 9 }),
      let last = bytes.lastIndex(where: { $0 &- 0x30 <= 9 })
    else { return nil }
    return first..<last + 1
  }

  private static func isBlank(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.allSatisfy { $0 == 0x20 || $0 == 0x2D || $0 == 0x2B }
  }

  /// A known code in capitals, or a sign with at most two letters before it: `R$`, `GH₵`.
  private static func isCurrency(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let isFiller: (UInt8) -> Bool = { $0 == 0x20 || 0x2B...0x2E ~= $0 }
    guard let first = bytes.firstIndex(where: { !isFiller($0) }),
      let last = bytes.lastIndex(where: { !isFiller($0) })
    else { return false }
    let word = UnsafeRawBufferPointer(rebasing: bytes[first...last])
    if word.count == 3, word.allSatisfy({ 0x41...0x5A ~= $0 }) {
      return codes.contains(PackedWord(word))
    }
    if word.allSatisfy({ $0 < 0x80 }) {
      return word.count <= 3 && word[word.count - 1] == 0x24
        && word.dropLast().allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
    }
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    return scalars.count <= 3 && scalars.last?.properties.generalCategory == .currencySymbol
      && scalars.dropLast().allSatisfy { $0.properties.isAlphabetic }
  }
}
