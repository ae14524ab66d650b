import Pages

/// Who runs the site, and what it does with visitors: nothing.
struct PrivacyPageView: HTML {
  let frame: SiteFrame

  private var settings: SiteSettings { frame.settings }

  func write(_ writer: inout HTMLWriter) {
    frame.page(head) {
      div(.class("heading")) { h1 { "Privacy" } }
      section(.class("main")) {
        h2 { "Who runs this site" }
        p(.dir("auto")) { settings.name }
        if let name = settings.contact.name, name != settings.name { p(.dir("auto")) { name } }
        if let address = settings.contact.address { p(.dir("auto")) { address } }
        if let mail = settings.contact.mail, let link = Link("mailto:\(mail)") {
          p { a(.href(link)) { mail } }
        }
        for number in settings.numbers(in: settings.contact.phone) {
          p { a(.href(number.link)) { number.written } }
        }
        h2 { "What is kept of your visit" }
        p {
          "These pages set no cookies, count no visits, and load nothing from other places. The "
          "search runs in your browser; what you look for is not sent anywhere."
        }
        p {
          "The server that hands out the pages may keep a record of requests, as servers do; ask "
          "whoever runs this site about it."
        }
        h2 { "When you write or call" }
        p {
          "Links to mail, telephone, messages, maps and other sites open there only when you "
          "follow them; from then on their rules hold."
        }
      }
    }.write(&writer)
  }

  private var head: PageHead {
    frame.plainHead(
      title: "Privacy · \(settings.name)",
      description: "Who runs the site of \(settings.name), and what it keeps of your visit: "
        + "no cookies, no counting, nothing from other places.",
      path: SitePath.privacy)
  }
}
