import Tables
import Testing

@Suite struct `CSV that is written` {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("a\nb", "\"a\nb\""), (" a", "\" a\""), ("=1+2", "=1+2"),
  ])
  func `quotes what needs it`(_ cell: String, _ expected: String) {
    var writer = CSVWriter()
    writer.append(row: [cell, "x"])
    #expect(String(decoding: writer.takeBytes(), as: UTF8.self) == expected + ",x\r\n")
  }

  @Test(arguments: [
    ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""), ("@SUM(1)", "\"'@SUM(1)\""),
    ("-5", "-5"), ("+44 20 7946", "+44 20 7946"),
    ("+44-20-7946", "\"'+44-20-7946\""), ("+1 (562) 246-6577", "+1 (562) 246-6577"),
    ("- no pets", "\"'- no pets\""), ("+1 +cmd", "\"'+1 +cmd\""), ("-1,000.5", "-1,000.5"),
    ("\tx", "\"'\tx\""), ("\n=1", "\"'\n=1\""), ("\0=1", "\"'\0=1\""), ("＝1+1", "\"'＝1+1\""),
    ("ｅ", "ｅ"),
  ])
  func `holds no formulas when it is for people`(_ cell: String, _ expected: String) {
    var writer = CSVWriter(forPeople: true, delimiter: 0x3B)
    writer.append(row: [cell])
    #expect(String(decoding: writer.takeBytes(), as: UTF8.self) == expected + "\r\n")
  }

  @Test func `has no empty line for an empty cell`() {
    var writer = CSVWriter()
    for cell in ["name", "", "x"] { writer.append(row: [cell]) }
    writer.append(row: ["", ""])
    #expect(String(decoding: writer.takeBytes(), as: UTF8.self) == "name\r\n\"\"\r\nx\r\n,\r\n")
  }

  @Test func `is read back the same`() throws {
    var random = SeededNumbers(seed: 3)
    var writer = CSVWriter()
    writer.append(row: ["number", "text"])
    let rows = (0..<500).map { number in
      [
        "\(number)",
        String((0..<number % 40).map { _ in "ab, \"'\né|;".randomElement(using: &random) ?? "a" }),
      ]
    }
    for row in rows {
      writer.append(row: row)
    }
    #expect(try ReadTable(writer.takeBytes()).rows == rows)
  }
}

@Suite struct `JSON that is written` {
  @Test(arguments: [
    (0, "0"), (2600, "26"), (2605, "26.05"), (2650, "26.5"), (-2605, "-26.05"), (7, "0.07"),
    (-70, "-0.7"), (-100, "-1"), (Int.max, "92233720368547758.07"),
    (Int.min, "-92233720368547758.08"),
  ])
  func `has hundredths as a number of ones`(_ hundredths: Int, _ expected: String) {
    #expect(written { $0.value(hundredths: hundredths) } == expected)
  }

  private func written(
    isIndented: Bool = false, _ write: (inout JSONWriter) -> Void
  ) -> String {
    var writer = JSONWriter(isIndented: isIndented)
    write(&writer)
    return String(decoding: writer.takeBytes(), as: UTF8.self)
  }

  @Test func `has commas where they belong`() {
    let text = written { json in
      json.beginObject()
      json.key("a")
      json.beginArray()
      json.value(1)
      json.value(-2.5)
      json.value(true)
      json.null()
      json.beginObject()
      json.endObject()
      json.endArray()
      json.key("b")
      json.value("x")
      json.endObject()
      json.endLine()
      json.beginArray()
      json.endArray()
      json.endLine()
    }
    #expect(text == "{\"a\":[1,-2.5,true,null,{}],\"b\":\"x\"}\n[]\n")
  }

  @Test func `has each value on a line of its own, where that is asked for`() {
    let text = written(isIndented: true) { json in
      json.beginObject()
      json.key("a")
      json.beginArray()
      json.value(1)
      json.beginObject()
      json.endObject()
      json.endArray()
      json.key("b")
      json.value("x")
      json.endObject()
    }
    #expect(text == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"x\"\n}")
  }

  @Test(arguments: [
    ("plain", "plain"), ("say \"x\"\\", "say \\\"x\\\"\\\\"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
    ("\u{1}\u{1F}", "\\u0001\\u001f"), ("é£₦😀", "é£₦😀"),
    (
      "a long plain text of more than sixteen bytes \n",
      "a long plain text of more than sixteen bytes \\n"
    ),
  ])
  func `escapes what it must`(_ value: String, _ expected: String) {
    #expect(written { $0.value(value) } == "\"\(expected)\"")
  }

  @Test func `replaces what is not UTF-8`() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0xA9, 0xE2, 0x82, 0x62]
    let text = written { json in bytes.withUnsafeBytes { json.value($0) } }
    #expect(text == "\"a\u{FFFD}é\u{FFFD}\u{FFFD}b\"")
  }

  @Test(arguments: [
    (Int.min, "-9223372036854775808"), (Int.max, "9223372036854775807"), (0, "0"), (-10, "-10"),
  ])
  func `has whole numbers of any size`(_ number: Int, _ expected: String) {
    #expect(written { $0.value(number) } == expected)
  }

  @Test(arguments: [
    (0.1, "0.1"), (1e300, "1e+300"), (.nan, "null"), (-.infinity, "null"), (3, "3.0"),
  ])
  func `has the shortest decimals`(_ number: Double, _ expected: String) {
    #expect(written { $0.value(number) } == expected)
  }
}
