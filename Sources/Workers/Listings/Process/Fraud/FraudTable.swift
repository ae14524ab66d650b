import Rules

/// How much each signal counts, and from which risk on somebody must look: `Resources/fraud.txt`,
/// and what a rule says otherwise.
struct FraudTable: Sendable, Equatable {
  /// From 0 to 1, by signal.
  private(set) var weights: [FraudSignal: Double] = [:]
  /// From this risk on the report names the listing.
  private(set) var review = 1.0
  /// From this risk on the listing waits for a person.
  private(set) var block = 1.0
  /// What of the rule was not understood, for the report.
  private(set) var problems: [OptionProblem] = []

  /// The options that are read here.
  static let optionNames: Set = ["fraud_review", "fraud_block", "fraud_weights"]

  static let standard = FraudTable(PackageResources.fraud_txt)

  /// - Parameter bytes: lines of `weight signal: number` and `threshold name: number`; `#` begins a
  ///   comment line.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.first == "#" { continue }
      let words = line.split { $0 == " " || $0 == ":" }.map(String.init)
      guard words.count == 3, let number = Self.share(Double(words[2])) else {
        preconditionFailure("fraud.txt: “\(line)” is no weight and no threshold")
      }
      switch (words[0], words[1]) {
      case ("threshold", "review"): review = number
      case ("threshold", "block"): block = number
      default:
        guard let signal = FraudSignal(rawValue: words[1]) else {
          preconditionFailure("fraud.txt: no signal is named “\(words[1])”")
        }
        weights[signal] = number
      }
    }
  }

  /// - Parameter options: of the rule: `fraud_review`, `fraud_block`, `fraud_weights`.
  init(options: [String: RuleValue]) {
    self = Self.standard
    review = threshold(options, "fraud_review") ?? review
    block = threshold(options, "fraud_block") ?? block
    guard let option = options["fraud_weights"] else { return }
    guard let texts = option.strings else {
      problems.append(
        OptionProblem("fraud_weights", "is a list such as [\"photo=0.3\"], not \(option)"))
      return
    }
    for text in texts { readWeight(text) }
  }

  private mutating func threshold(_ options: [String: RuleValue], _ name: String) -> Double? {
    guard let option = options[name] else { return nil }
    let number = Self.share(option.double)
    if number == nil {
      problems.append(OptionProblem(name, "needs a number from 0 to 1, not \(option)"))
    }
    return number
  }

  private mutating func readWeight(_ text: String) {
    let parts = text.split { $0 == "=" || $0 == " " }.map(String.init)
    guard parts.count == 2, let signal = FraudSignal(rawValue: parts[0]),
      let number = Self.share(Double(parts[1]))
    else {
      let names = FraudSignal.allCases.map(\.rawValue).joined(separator: ", ")
      problems.append(
        OptionProblem(
          "fraud_weights",
          "has “\(text)”; write it as “photo=0.3”, with one of \(names) and a number from 0 to 1"))
      return
    }
    weights[signal] = number
  }

  private static func share(_ number: Double?) -> Double? {
    number.flatMap { 0...1 ~= $0 ? $0 : nil }
  }

  /// The risk that all evidence together makes, 0…1: a noisy or, as of doubts that come about
  /// independently of each other. Rounded to thousandths.
  func risk(of evidence: [FraudSignal.Evidence]) -> Double {
    var trust = 1.0
    for sign in evidence { trust *= 1 - (weights[sign.signal] ?? 0) * sign.strength }
    return ((1 - trust) * 1000).rounded() / 1000
  }
}
