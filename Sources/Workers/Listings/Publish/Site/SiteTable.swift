import Storage

/// What the rule of a business's tables said of its site, for files that come by other rules: a
/// photo must not take the site's name and address away.
struct SiteTable {
  private let connection: any Connection
  private let business: SQLValue

  init(_ connection: any Connection, business: String) {
    self.connection = connection
    self.business = .text(business)
  }

  func put(_ settings: SiteSettings) throws {
    try connection.execute(
      """
      insert into listings_site(business, name, address, country) values($1, $2, $3, $4)
      on conflict(business) do update set name = excluded.name, address = excluded.address,
        country = excluded.country
      """,
      [
        business, .text(settings.name), SQLValue(settings.address), SQLValue(settings.country),
      ])
  }

  func settings() throws -> SiteSettings? {
    try connection.first(
      "select name, address, country from listings_site where business = $1", [business]
    ) {
      SiteSettings(
        name: $0.text(0), address: $0.optionalText(1), country: $0.optionalText(2))
    }
  }
}
