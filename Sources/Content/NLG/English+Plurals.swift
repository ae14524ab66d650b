extension English {
  /// The plural of a noun; of several words the last changes: `storage boxes`.
  package static func plural(of noun: String) -> String {
    guard let space = noun.lastIndex(of: " ") else { return pluralOfWord(noun) }
    let last = noun.index(after: space)
    return noun[..<last] + pluralOfWord(String(noun[last...]))
  }

  private static func pluralOfWord(_ word: String) -> String {
    let lower = word.lowercased()
    if let irregular = irregularPlurals[lower] { return irregular }
    if unchangedPlurals.contains(lower) { return word }
    let endings = ["s", "x", "z", "ch", "sh"]
    if endings.contains(where: lower.hasSuffix) { return word + "es" }
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    return word + "s"
  }
}

// Data tables.
private let unchangedPlurals: Set<String> = [
  "quarters", "premises", "series", "species", "sheep", "aircraft", "fish", "headquarters",
  "means", "equipment", "furniture", "information", "software",
]
private let irregularPlurals = [
  "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet",
  "tooth": "teeth", "mouse": "mice", "goose": "geese", "shelf": "shelves", "half": "halves",
  "knife": "knives", "life": "lives", "leaf": "leaves", "wife": "wives", "loaf": "loaves",
  "thief": "thieves", "wolf": "wolves", "potato": "potatoes", "tomato": "tomatoes",
  "hero": "heroes", "echo": "echoes", "analysis": "analyses", "basis": "bases",
  "crisis": "crises", "axis": "axes", "quiz": "quizzes", "bus": "buses", "gas": "gases",
]
