import Storage

/// The worker's tables: for each business its catalogue, and which pages of its site are visible.
enum ListingsMigrations {
  static let all = [
    Migration(
      "listings-1",
      [
        """
        create table listings_catalogue(
          business text not null,
          number bigint not null,
          key text not null,
          slug text not null,
          digest bigint not null,
          retired bigint not null,
          published bigint,
          pending bigint,
          deal text,
          kind text not null,
          places text not null,
          listed_day bigint,
          price bigint,
          primary key (business, number))
        """,
        "create unique index listings_catalogue_key on listings_catalogue(business, key)",
        "create unique index listings_catalogue_slug on listings_catalogue(business, slug)",
        """
        create index listings_catalogue_pending on listings_catalogue(business)
          where pending is not null
        """,
        """
        create table listings_draft(
          business text not null,
          number bigint not null,
          \(Draft.columns.map { "\($0.name) \($0.type)" }.joined(separator: ",\n  ")),
          primary key (business, number))
        """,
        """
        create table listings_line(
          business text not null,
          number bigint not null,
          csv blob not null,
          json blob not null,
          primary key (business, number))
        """,
        """
        create table listings_page(
          business text not null,
          path text not null,
          published bigint,
          pending bigint,
          primary key (business, path))
        """,
        "create index listings_page_pending on listings_page(business) where pending is not null",
      ]),
    MediaTable.migrations.photos,
    MediaTable.migrations.media,
    MarkTable.migration,
    Migration(
      "listings-market-1",
      ["alter table listings_line add column digest bigint not null default 0"]),
    PredictionTable.migration,
    OutcomeTable.migration,
  ]
}
