import NLG

extension Grammar {
  /// The grammar of `Resources/descriptions.txt`. That it can be read is tested.
  static let descriptions: Grammar = {
    let text = String(decoding: PackageResources.descriptions_txt, as: UTF8.self)
    do {
      return try Grammar(text, keys: FactKey.ofDescriptions)
    } catch {
      preconditionFailure("descriptions.txt: \(error)")
    }
  }()
}
