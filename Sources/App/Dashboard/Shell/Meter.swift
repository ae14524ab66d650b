import Pages

/// How full something is: calm, from 60 of 100 on a warning, from 85 on an alarm; in words, too.
struct Meter: HTML {
  let name: String
  let value: Int
  let max: Int

  func write(_ writer: inout HTMLWriter) {
    writer.markup("<meter min=\"0\" optimum=\"0\" max=\"")
    writer.text(String(Swift.max(max, 1)))
    writer.markup("\" low=\"")
    writer.text(String(max * 60 / 100))
    writer.markup("\" high=\"")
    writer.text(String(max * 85 / 100))
    writer.markup("\" value=\"")
    writer.text(String(Swift.min(value, max)))
    writer.markup("\" aria-label=\"")
    writer.text(name)
    writer.markup("\">")
    writer.text("\(value)/\(max)")
    writer.markup("</meter>")
  }
}
