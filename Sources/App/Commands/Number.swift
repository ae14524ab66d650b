import Pipeline

/// Numbers of a command line.
enum Number {
  /// - Returns: nil when there is no text.
  static func positive(_ text: String?, _ option: String) throws -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), number > 0 else {
      throw UsageError(message: "\(option) needs a whole number above 0, not “\(text)”")
    }
    return number
  }

  /// - Returns: nil when there is no text.
  static func seconds(_ text: String?, _ option: String) throws -> Double? {
    guard let text else { return nil }
    guard let number = Double(text), number > 0, number.isFinite else {
      throw UsageError(message: "\(option) needs seconds above 0, not “\(text)”")
    }
    return number
  }

  static func item(_ text: String?) throws -> ItemID {
    guard let text else {
      throw UsageError(message: "which item?", hint: "`dropmill status` lists them")
    }
    guard let id = ItemID(text) else {
      throw UsageError(message: "“\(text)” is no item number")
    }
    return id
  }
}
