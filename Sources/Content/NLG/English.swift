/// Rules of English that sentences made from facts need.
package enum English {
  /// The elements with commas and a last `and`: `a`, `a and b`, `a, b, and c`.
  package static func list(_ elements: [String], conjunction: String = "and") -> String {
    switch elements.count {
    case 0: ""
    case 1: elements[0]
    case 2: "\(elements[0]) \(conjunction) \(elements[1])"
    default:
      elements.dropLast().joined(separator: ", ")
        + ", \(conjunction) \(elements[elements.count - 1])"
    }
  }

  /// A number for running text: a word below ten, digits from there on and for fractions.
  package static func number(_ figure: Figure) -> String {
    guard let whole = figure.whole, (0..<10).contains(whole) else { return figure.written(.commas) }
    return smallNumbers[whole]
  }

  /// A text with its first letter made large; marks and digits before it are passed over.
  package static func capitalised(_ text: String) -> String {
    guard let index = text.firstIndex(where: { $0.isLetter || $0.isNumber }) else { return text }
    return text[..<index] + text[index].uppercased() + text[text.index(after: index)...]
  }

  /// The sentences of a text; an abbreviation such as `St.` ends none.
  package static func sentences(of text: String) -> [String] { Polish.split(text) }

  /// The numbers below twenty in words.
  static let smallNumbers = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  /// The tens from twenty to ninety in words.
  static let tens = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
}
