import Chats
import Rules

/// Reads one entry below `models:`.
enum ProviderReading {
  private static let known = [
    "protocol", "url", "model", "key", "price", "answer_tokens", "requests_per_minute",
    "tokens_per_minute", "parallel", "timeout", "schema", "temperature", "thinks", "next",
  ]

  static func provider(
    _ name: String, _ entry: Setting, _ prices: PriceList, _ reader: inout SettingsReader
  ) -> ModelProvider? {
    for (part, value) in entry.group where !known.contains(part) {
      reader.fault(
        "a model has no setting “\(part)”", at: value,
        hint: "the settings are: \(known.joined(separator: ", "))")
    }
    if name == "rules" {
      reader.fault("“rules” is how texts are written without a model", at: entry)
      return nil
    }
    guard let dialect = dialect(name, entry, &reader),
      let model = needed("model", name, entry, &reader),
      let price = price(name, entry, dialect, model, prices, &reader)
    else { return nil }
    var key: KeySource?
    if let written = entry["key"] {
      key = reader.key(written, named: name)
      if key == nil { return nil }
    }
    if let url = entry["url"], url.text?.contains(where: { "@?#".contains($0) }) == true {
      reader.fault(
        "the address has a password or a query in it, which would stand in lists and logs", at: url,
        hint: "take it out; what the server asks for goes into a file: “key: credential:NAME”")
      return nil
    }
    let thinks = entry["thinks"].flatMap { flag($0, &reader) } ?? isKnownToThink(dialect, model)
    return ModelProvider(
      name: name, dialect: dialect, url: entry["url"]?.text ?? standardURL(dialect),
      model: model, key: key, price: price,
      answerTokensMax: entry["answer_tokens"].flatMap { count($0, 16...32_000, &reader) }
        ?? (thinks ? 4000 : 400),
      requestsPerMinute: entry["requests_per_minute"].flatMap { rate($0, &reader) },
      tokensPerMinute: entry["tokens_per_minute"].flatMap { rate($0, &reader) },
      callsMax: entry["parallel"].flatMap { count($0, 1...64, &reader) } ?? 8,
      timeout: entry["timeout"].flatMap { timeout($0, &reader) } ?? .seconds(120),
      takesSchema: entry["schema"].flatMap { flag($0, &reader) } ?? true,
      temperature: entry["temperature"].flatMap { temperature($0, &reader) }, thinks: thinks,
      next: entry["next"]?.text)
  }

  /// OpenAI's models refuse what those that think do not take, so theirs are known by name.
  private static func isKnownToThink(_ dialect: ChatDialect, _ model: String) -> Bool {
    dialect == .openai && model.starts(with: /gpt-[5-9]|o[1-9]/)
  }

  private static func standardURL(_ dialect: ChatDialect) -> String {
    switch dialect {
    case .openai: "https://api.openai.com/v1"
    case .anthropic: "https://api.anthropic.com/v1"
    case .gemini: "https://generativelanguage.googleapis.com/v1beta"
    }
  }

  private static func needed(
    _ part: String, _ name: String, _ entry: Setting, _ reader: inout SettingsReader
  ) -> String? {
    if let text = entry[part]?.text { return text }
    reader.fault("the model “\(name)” has no “\(part)”", at: entry, hint: "add a line “\(part): …”")
    return nil
  }

  private static func dialect(
    _ name: String, _ entry: Setting, _ reader: inout SettingsReader
  ) -> ChatDialect? {
    guard let text = needed("protocol", name, entry, &reader) else { return nil }
    if let dialect = ChatDialect(rawValue: text) { return dialect }
    let all = ChatDialect.allCases.map(\.rawValue).joined(separator: ", ")
    reader.fault("there is no protocol “\(text)”", at: entry, hint: "one of: \(all)")
    return nil
  }

  private static func price(
    _ name: String, _ entry: Setting, _ dialect: ChatDialect, _ model: String,
    _ prices: PriceList, _ reader: inout SettingsReader
  ) -> ModelPrice? {
    if let own = entry["price"] {
      for (part, value) in own.group where !["input", "output", "cached"].contains(part) {
        reader.fault(
          "a price has no part “\(part)”", at: value, hint: "the parts are: input, output, cached")
      }
      let range = 0...ModelPrice.most
      let cached = own["cached"]?.number
      if let input = own["input"]?.number, let output = own["output"]?.number,
        [input, output, cached ?? 0].allSatisfy(range.contains)
      {
        return ModelPrice(input: input, output: output, cached: cached)
      }
      reader.fault(
        "a price says what reading and writing a million tokens costs", at: own,
        hint: "price: {input: 0.25, output: 2}; 0 for a server of your own")
      return nil
    }
    if let price = prices.price(dialect, model) { return price }
    reader.fault(
      "what “\(model)” costs is not known, so nothing could be kept within a budget", at: entry,
      hint: "add a line “price: {input: 0.25, output: 2}”; 0 for a server of your own")
    return nil
  }

  static func count(
    _ value: Setting, _ range: ClosedRange<Int>, _ reader: inout SettingsReader
  ) -> Int? {
    if let count = value.number.flatMap({ Int(exactly: $0) }), range.contains(count) {
      return count
    }
    reader.fault("a whole number from \(range.lowerBound) to \(range.upperBound)", at: value)
    return nil
  }

  private static func flag(_ value: Setting, _ reader: inout SettingsReader) -> Bool? {
    if let flag = value.flag { return flag }
    reader.fault("true or false", at: value)
    return nil
  }

  private static func temperature(_ value: Setting, _ reader: inout SettingsReader) -> Double? {
    if let temperature = value.number, (0...2).contains(temperature) { return temperature }
    reader.fault("a number from 0 to 2", at: value)
    return nil
  }

  private static func timeout(_ value: Setting, _ reader: inout SettingsReader) -> Duration? {
    if let timeout = value.duration, (.seconds(1)...(.seconds(3600))).contains(timeout) {
      return timeout
    }
    reader.fault("a time from 1s to 1h, such as 90s", at: value)
    return nil
  }

  private static func rate(_ value: Setting, _ reader: inout SettingsReader) -> Double? {
    if let rate = value.number, rate >= 1 { return rate }
    reader.fault("a number from 1 on", at: value)
    return nil
  }
}
