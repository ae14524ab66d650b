import Tables

/// Takes the columns of an export one after the other; what is missing is nil, or an empty list.
protocol ExportColumns {
  mutating func put(_ name: StaticString, _ text: String?)
  mutating func put(_ name: StaticString, _ number: Int?)
  /// - Parameter number: finite.
  mutating func put(_ name: StaticString, finite number: Double?)
  mutating func put(_ name: StaticString, _ flag: Bool?)
  mutating func put(_ name: StaticString, _ list: [String])
  mutating func put(_ name: StaticString, hundredths: Int?)
}

extension ExportColumns {
  /// Rounded; a whole number without a point, one that is not finite as missing.
  mutating func put(_ name: StaticString, _ number: Double?, decimals: Int) {
    guard let number, number.isFinite else { return put(name, finite: nil) }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = (number * scale).rounded() / scale
    if let whole = Int(exactly: rounded) { return put(name, whole) }
    put(name, finite: rounded)
  }
}

/// The cells of a row of CSV; lists have a semicolon between their parts.
struct CSVColumns: ExportColumns {
  var writer = CSVWriter(forPeople: true)

  mutating func put(_ name: StaticString, _ text: String?) { writer.append(text ?? "") }

  mutating func put(_ name: StaticString, _ number: Int?) {
    writer.append(number.map(String.init) ?? "")
  }

  mutating func put(_ name: StaticString, finite number: Double?) {
    writer.append(number?.description ?? "")
  }

  mutating func put(_ name: StaticString, hundredths: Int?) {
    guard let hundredths else { return writer.append("") }
    var digits = JSONWriter()
    digits.value(hundredths: hundredths)
    writer.append(String(decoding: digits.takeBytes(), as: UTF8.self))
  }

  mutating func put(_ name: StaticString, _ flag: Bool?) {
    writer.append(flag.map { $0 ? "true" : "false" } ?? "")
  }

  mutating func put(_ name: StaticString, _ list: [String]) {
    writer.append(list.joined(separator: "; "))
  }
}

/// The members of a JSON object; what is missing is left out.
struct JSONMembers: ExportColumns {
  var writer = JSONWriter(reservingCapacity: 8 << 10)

  mutating func put(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    writer.key(name)
    writer.value(text)
  }

  mutating func put(_ name: StaticString, hundredths: Int?) {
    guard let hundredths else { return }
    writer.key(name)
    writer.value(hundredths: hundredths)
  }

  mutating func put(_ name: StaticString, _ number: Int?) {
    guard let number else { return }
    writer.key(name)
    writer.value(number)
  }

  mutating func put(_ name: StaticString, finite number: Double?) {
    guard let number else { return }
    writer.key(name)
    writer.value(number)
  }

  mutating func put(_ name: StaticString, _ flag: Bool?) {
    guard let flag else { return }
    writer.key(name)
    writer.value(flag)
  }

  mutating func put(_ name: StaticString, _ list: [String]) {
    if list.isEmpty { return }
    writer.key(name)
    writer.beginArray()
    for text in list { writer.value(text) }
    writer.endArray()
  }
}
