// Which lines are of one kind, learned line by line without being told the kinds.
//
//   mask      what varies by its look: numbers, addresses, paths (LineMask)
//   split     into tokens (LineTokens)
//   look up   the groups of the same number of tokens and the same first two constant words
//   compare   the share of words that are the same; .7 and more is the same kind
//   merge     a token that differs becomes a wildcard of the group
//
// At the end groups whose templates differ only in how many wildcards follow each other, or in
// whether brackets hold one or nothing, are one.
//
// Source: He, Zhu, Zheng, Lyu, “Drain: an online log parsing approach with fixed depth tree”, ICWS
// 2017; here with a key of words in the place of the tree, and delimiters as tokens.

/// Sorts lines by their template.
package struct TemplateMiner {
  /// How alike two lines of one kind are at least: the share of their words that are the same.
  private static let likenessMin = 0.7
  /// More groups of one key are one: its lines have hardly a constant word.
  private static let groupsOfKeyMax = 200

  /// The number of groups that are kept apart; lines that fit none of them share one more.
  private let groupsMax: Int
  private var groups: [TemplateGroup] = []
  private var keys: [Key: [Int]] = [:]
  private var rest: Int?
  private var mask = LineMask()
  private var line = LineTokens()

  private struct Key: Hashable {
    var count: Int
    var first: UInt64
    var second: UInt64
  }

  package init(groupsMax: Int = 20_000) { self.groupsMax = groupsMax }

  /// Takes a line in.
  ///
  /// - Parameter line: one message, without its time, level and source.
  /// - Returns: the number of its group, which ``templates()`` resolves.
  package mutating func add(_ line: UnsafeRawBufferPointer) -> Int {
    mask.mask(line)
    self.line.split(mask.bytes)
    let key = key
    let candidates = keys[key] ?? []
    if let group = best(of: candidates) {
      groups[group].merge(self.line.tokens)
      return group
    }
    if groups.count >= groupsMax || candidates.count >= Self.groupsOfKeyMax { return addToRest() }
    groups.append(TemplateGroup(self.line.tokens, mask.bytes))
    keys[key, default: []].append(groups.count - 1)
    return groups.count - 1
  }

  private mutating func addToRest() -> Int {
    if let rest {
      groups[rest].count += 1
      return rest
    }
    groups.append(TemplateGroup.any)
    rest = groups.count - 1
    return groups.count - 1
  }

  private var key: Key {
    var words = line.tokens.lazy.filter(\.isConstant).map(\.hash).makeIterator()
    return Key(count: line.tokens.count, first: words.next() ?? 0, second: words.next() ?? 0)
  }

  private func best(of candidates: [Int]) -> Int? {
    var best: Int?
    var likeness = Self.likenessMin
    for candidate in candidates {
      guard let found = groups[candidate].likeness(to: line.tokens) else { continue }
      if found > likeness || found == likeness && best == nil {
        best = candidate
        likeness = found
      }
    }
    return best
  }

  /// The templates found so far, in the order in which their first lines came, and which of them
  /// each group has.
  package func templates() -> (templates: [LogTemplate], ofGroup: [Int]) {
    var places: [String: Int] = [:]
    var templates: [LogTemplate] = []
    var ofGroup: [Int] = []
    for group in groups {
      let place = places[group.collapsed]
      if let place {
        let text = group.text
        if text.count > templates[place].text.count { templates[place].text = text }
        templates[place].count += group.count
        ofGroup.append(place)
      } else {
        places[group.collapsed] = templates.count
        ofGroup.append(templates.count)
        templates.append(LogTemplate(text: group.text, count: group.count))
      }
    }
    return (templates, ofGroup)
  }

  /// A line with its variable parts as `<*>`.
  package mutating func masked(_ line: String) -> String {
    var line = line
    line.withUTF8 { mask.mask(UnsafeRawBufferPointer($0)) }
    return TemplateGroup.readable(mask.bytes[...])
  }
}

/// What the lines of one kind have in common; variable parts are `<*>`.
package struct LogTemplate: Sendable, Equatable {
  package var text: String
  /// Lines of this kind.
  package var count: Int
}
