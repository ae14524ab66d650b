import Rules
import Tables

/// A channel that a rule describes: a new portal is a few lines of a rule file, and no code.
struct TemplateChannel: Channel {
  let name: String
  let files: [ChannelFile]
  let digest: Int

  private let template: ChannelTemplate

  /// The channels of the option `channel_templates`; what is wrong with one goes to the problems.
  static func all(_ settings: ChannelSettings, problems: inout [OptionProblem]) -> [TemplateChannel]
  {
    var channels: [TemplateChannel] = []
    for text in settings.templates {
      do throws(ChannelTemplate.Mistake) {
        let template = try ChannelTemplate(text)
        let isTaken =
          ChannelList.names.contains(template.name) || template.name == ExportChannel().name
          || template.name == SearchChannel(settings).name
          || channels.contains { $0.name == template.name }
        if isTaken {
          problems.append(
            OptionProblem(option, "has a channel called “\(template.name)”, which is taken"))
        } else {
          channels.append(TemplateChannel(template, settings))
        }
      } catch {
        problems.append(
          OptionProblem(option, "has a channel that cannot be read: \(error.message)"))
      }
    }
    return channels
  }

  private static let option = "channel_templates"

  init(_ template: ChannelTemplate, _ settings: ChannelSettings) {
    self.template = template
    name = template.name
    var mixed = ContentDigest()
    mixed.mix(settings.digest(of: 5))
    mixed.mix(template.digest)
    digest = mixed.value
    files = [Self.file(template)]
  }

  private static func file(_ template: ChannelTemplate) -> ChannelFile {
    let names = template.fields.map(\.name)
    switch template.form {
    case .xml:
      var head = XMLWriter()
      head.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
      head.begin(named: template.root)
      var foot = XMLWriter()
      foot.end(named: template.root)
      return ChannelFile(
        template.file, head: head.bytes, foot: String(decoding: foot.bytes, as: UTF8.self))
    case .csv, .tsv:
      var head = csvWriter(template)
      head.append(row: names)
      return ChannelFile(template.file, head: head.bytes)
    case .json:
      return ChannelFile(
        template.file, head: Array("[\n".utf8), separator: ",\n", foot: "\n]\n")
    }
  }

  func posting(of listing: FeedListing) -> Posting {
    let lacks = template.needs.filter { $0.texts(of: listing).isEmpty }.map {
      Lack("no \($0.rawValue.replacing("_", with: " "))", fillIn: "\($0.rawValue), see README")
    }
    if !lacks.isEmpty { return .leftOut(lacks) }
    return switch template.form {
    case .xml: .parts([xml(listing)])
    case .csv, .tsv: .parts([csv(listing)])
    case .json: .parts([json(listing)])
    }
  }

  private func xml(_ listing: FeedListing) -> [UInt8] {
    var writer = XMLWriter(reservingCapacity: 2 << 10)
    writer.begin(named: template.item)
    for field in template.fields {
      for text in texts(of: field, listing) { writer.element(named: field.name, text) }
    }
    writer.end(named: template.item)
    return writer.bytes
  }

  private func csv(_ listing: FeedListing) -> [UInt8] {
    var writer = Self.csvWriter(template)
    for field in template.fields {
      writer.append(texts(of: field, listing).joined(separator: "; "))
    }
    writer.endRow()
    return writer.bytes
  }

  private func json(_ listing: FeedListing) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 2 << 10)
    writer.beginObject()
    for field in template.fields {
      let texts = texts(of: field, listing)
      if texts.isEmpty { continue }
      writer.key(field.name)
      if field.isList { writer.beginArray() }
      for text in texts { writer.value(text) }
      if field.isList { writer.endArray() }
    }
    writer.endObject()
    return writer.bytes
  }

  /// What a spreadsheet would take for a formula is made plain text: nobody knows who reads it.
  private static func csvWriter(_ template: ChannelTemplate) -> CSVWriter {
    CSVWriter(forPeople: true, delimiter: template.form == .tsv ? 0x09 : 0x2C)
  }

  /// Nothing where a value is not known; as many as there are of a list that stands alone.
  private func texts(of field: ChannelTemplate.Field, _ listing: FeedListing) -> [String] {
    if field.isList, case .value(let value, _) = field.pieces[0] { return value.texts(of: listing) }
    var text = ""
    for piece in field.pieces {
      switch piece {
      case .text(let literal): text += literal
      case .value(let value, let limit):
        let found = value.texts(of: listing)
        if found.isEmpty { return [] }
        text += FeedText.cut(found.joined(separator: ", "), to: limit)
      }
    }
    return [text]
  }
}

extension ChannelTemplate.Field {
  /// Whether it is one value that may be several.
  var isList: Bool {
    guard pieces.count == 1, case .value(let value, _) = pieces[0] else { return false }
    return value == .photos || value == .features
  }
}
