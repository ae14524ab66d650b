import NLG

/// How long the texts of a channel may be, in characters.
struct ChannelLimits: Hashable, Sendable {
  let title: Int
  let text: Int

  /// Those of `channels.txt`, by the channel's name in lower case.
  static let standard: [String: ChannelLimits] = {
    var limits: [String: ChannelLimits] = [:]
    let lines = String(decoding: PackageResources.channels_txt, as: UTF8.self)
    for line in lines.split(separator: "\n") where line.first != "#" {
      let words = line.split { " :,".contains($0) }
      guard words.count == 5, let title = Int(words[2]), let text = Int(words[4]) else {
        preconditionFailure("channels.txt: “\(line)” has no limits")
      }
      limits[String(words[0])] = ChannelLimits(title: title, text: text)
    }
    return limits
  }()
}

/// A listing's title and text within the limits of a channel.
///
/// Made when they are needed and kept nowhere: the same draft and limits give the same texts. A
/// text is never cut within a sentence; one that is too long makes way for a shorter one, with the
/// same facts in fewer words, and only that loses its last sentences.
struct ChannelText: Hashable, Sendable {
  let title: String
  /// Empty when not even one sentence fits.
  let text: String
  /// How the text was made: the draft's own, or that of the shorter text.
  let variant: String

  init(_ draft: Draft, _ limits: ChannelLimits) {
    let facts = DescriptionFacts(draft.plan).facts
    title = Headline.of(draft.plan.listing, facts, lengthMax: limits.title)
    if draft.description.count <= limits.text {
      text = draft.description
      variant = draft.variant
      return
    }
    let style = Variant(draft.variant).flatMap { TextOptions.Style(rawValue: $0.style) }
    var options = TextOptions()
    options.style = style ?? .plain
    options.length = .short
    var writer = DescriptionWriter(options)
    let short = writer.draft(for: draft.plan)
    text = Self.whole(short.description, within: limits.text)
    variant = short.variant
  }

  /// As many sentences as fit.
  private static func whole(_ text: String, within limit: Int) -> String {
    if text.count <= limit { return text }
    var kept = ""
    for sentence in English.sentences(of: text) {
      let longer = kept.isEmpty ? sentence : "\(kept) \(sentence)"
      if longer.count > limit { break }
      kept = longer
    }
    return kept
  }
}
