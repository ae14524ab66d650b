import Pipeline
import Rules
import Testing

@testable import Listings

@Suite struct `A channel of a rule` {
  private static let rentish = """
    name: rentish
    file: rentish.xml
    form: xml
    root: ads
    item: ad
    needs: url, price, photos
    id = {id}
    title = {title 12}
    cost = {price} {currency}
    picture = {photos}
    rooms = {bedrooms} bedrooms
    """

  private func channel(_ text: String) throws -> TemplateChannel {
    let settings = FeedFixture.settings(["channel_templates": .list([.text(text)])])
    var problems: [OptionProblem] = []
    return try #require(TemplateChannel.all(settings, problems: &problems).first, "\(problems)")
  }

  @Test func `writes its table of fields`() throws {
    let channel = try channel(Self.rentish)
    let posting = channel.posting(of: FeedFixture.listing())
    let listing = try FeedReading.xml(try #require(posting.texts.first))
    #expect(listing["title"] == ["3-bedroom"])
    #expect(listing["cost"] == ["250000 GBP"])
    #expect(listing["picture"] == ["https://img.example/1.jpg", "https://img.example/2.jpg"])
    #expect(listing["rooms"] == ["3 bedrooms"])
    let file = channel.files[0]
    let now = Moment(secondsSince1970: 0)
    let head = file.head(ChannelFile.Facts(listings: 1, now: now))
    #expect(file.name(nil, now) == "rentish.xml")
    #expect(
      String(decoding: head + file.foot, as: UTF8.self)
        == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ads>\n</ads>\n")
  }

  @Test func `leaves a field out that is not known, and a listing that lacks what is needed`()
    throws
  {
    let channel = try channel(Self.rentish)
    let known = channel.posting(
      of: FeedFixture.listing { $0.plan.listing.bedrooms = nil })
    #expect(try FeedReading.xml(known.texts[0])["rooms"] == nil)
    let lacking = channel.posting(
      of: FeedFixture.listing { draft in
        draft.plan.listing.price = nil
        draft.plan.listing.photos = []
      })
    #expect(lacking.lacks.map(\.reason) == ["no price", "no photos"])
  }

  @Test(arguments: ["csv", "tsv"])
  func `can be a table`(_ form: String) throws {
    let channel = try channel(
      Self.rentish.replacing("form: xml", with: "form: \(form)"))
    let head = channel.files[0].head(
      ChannelFile.Facts(listings: 0, now: Moment(secondsSince1970: 0)))
    let names = try FeedReading.table(String(decoding: head, as: UTF8.self))[0]
    #expect(names == ["id", "title", "cost", "picture", "rooms"])
    let posting = channel.posting(of: FeedFixture.listing { $0.headline = "=1+1" })
    #expect(try FeedReading.row(posting.texts[0], of: names)["title"] == "'=1+1")
  }

  @Test func `may call its fields as Google does`() throws {
    let table = Self.rentish.replacing("form: xml", with: "form: csv")
    let channel = try channel(table.replacing("cost =", with: "g:price ="))
    let posting = channel.posting(of: FeedFixture.listing())
    let names = ["id", "title", "g:price", "picture", "rooms"]
    #expect(try FeedReading.row(posting.texts[0], of: names)["g:price"] == "250000 GBP")
  }

  @Test func `can be JSON`() throws {
    let channel = try channel(Self.rentish.replacing("form: xml", with: "form: json"))
    let text = try #require(channel.posting(of: FeedFixture.listing()).texts.first)
    #expect(text.contains("\"picture\":[\"https://img.example/1.jpg\""))
    #expect(text.contains("\"cost\":\"250000 GBP\""))
  }

  @Test(arguments: [
    ("form: xml", "form: html", "“form” is one of"), ("{title 12}", "{titel}", "no value “titel”"),
    ("{title 12}", "{title", "not closed"), ("name: rentish", "name: ../x", "“name” is missing"),
    ("file: rentish.xml", "file: .x", "“file” is missing"),
    ("cost =", "1cost =", "no name of an XML"),
    ("needs: url", "needs: moon", "no value “moon”"),
    ("id = {id}", "nonsense", "neither a setting"), ("needs: url", "need: url", "no setting"),
    ("id = {id}", "g:id = {id}", "no name of an XML"),
    ("file: rentish.xml", "file: Left-Out.csv", "is written beside"),
    ("file: rentish.xml", "file: rentish.xml.sha256", "is written beside"),
    ("name: rentish", "name: search", "is taken"), ("name: rentish", "name: exports", "is taken"),
    ("name: rentish", "name: kyero", "is taken"), ("{title 12}", "{title x}", "between braces"),
  ])
  func `says what is wrong with it`(_ part: String, _ wrong: String, _ words: String) {
    let text = Self.rentish.replacing(part, with: wrong)
    let settings = FeedFixture.settings(["channel_templates": .list([.text(text)])])
    var problems: [OptionProblem] = []
    #expect(TemplateChannel.all(settings, problems: &problems).isEmpty)
    #expect(problems.first?.message.contains(words) == true, "\(problems)")
  }
}

@Suite struct `The channels of a business` {
  private func list(_ options: FeedOptions) -> ChannelList {
    ChannelList(
      ChannelSettings(
        options,
        site: SiteSettings(
          name: "acme", address: options["site_address"]?.string,
          country: options["country"]?.string)))
  }

  @Test(arguments: [
    // Options, the channels that are made, the options that others lack.
    ([:], ["exports", "search", "reso"], 6),
    (["country": "NG"], ["exports", "search", "jiji", "reso"], 5),
    (
      ["site_address": "https://a.example"],
      ["exports", "search", "meta", "marketplace", "kyero", "reso"], 3
    ),
    (["blm_branch": "1"], ["exports", "search", "blm", "reso"], 5),
    (["openimmo_id": "1"], ["exports", "search", "reso"], 6),
    (
      ["openimmo_id": "1", "contact_mail": "a@b.example"],
      ["exports", "search", "openimmo", "reso"], 5
    ),
    (["channels": "none"], ["exports", "search"], 0),
    (["channels": "jiji"], ["exports", "search", "jiji"], 0),
    (["channels": "meta"], ["exports", "search"], 1),
  ])
  func `are those that can be made`(
    _ options: [String: String], _ expected: [String], _ missing: Int
  ) {
    let list = list(options.mapValues { .text($0) })
    #expect(list.channels.map(\.name) == expected)
    #expect(list.missing.count == missing)
    #expect(list.missing.allSatisfy { !$0.options.isEmpty })
  }

  @Test(arguments: [
    ("channels", "facebook"), ("contact_mail", "nobody"), ("contact_phone", "12"),
    ("blm_branch", "../x"), ("openimmo_id", ""), ("property_types", "x"),
    ("channel_templates", "name: x"),
  ])
  func `name each option that is not understood`(_ name: String, _ value: String) {
    let problems = list([name: .text(value)]).problems
    #expect(problems.count == 1, "\(problems)")
  }

  @Test func `that are chosen and cannot be made are a warning`() {
    let list = list(["channels": .list([.text("blm"), .text("openimmo")])])
    let report = ChannelReport(list: list, changed: [])
    #expect(report.findings.map(\.code) == ["channel-blm", "channel-openimmo"])
    #expect(report.findings[1].message.contains("openimmo_id and contact_mail"))
  }
}
