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
          told bigint not null,
          added bigint not null,
          changed bigint not null,
          retired bigint not null,
          published bigint,
          deal text,
          kind text not null,
          places text not null,
          listed_day bigint,
          price bigint,
          card_source bigint not null,
          reference text,
          title text not null,
          photo_names text not null,
          variant text not null,
          primary key (business, number))
        """,
        "create unique index listings_catalogue_key on listings_catalogue(business, key)",
        "create unique index listings_catalogue_slug on listings_catalogue(business, slug)",
        """
        create index listings_catalogue_gone on listings_catalogue(business)
          where retired = 1 and published is not null
        """,
        """
        create table listings_site(
          business text primary key, name text not null, address text, country text)
        """,
        "create table listings_format(format bigint primary key, fields text not null)",
        """
        create table listings_draft(
          business text not null,
          number bigint not null,
          card blob not null,
          format bigint not null,
          draft blob not null,
          primary key (business, number))
        """,
        """
        create table listings_page(
          business text not null,
          path text not null,
          published bigint not null,
          primary key (business, path))
        """,
      ]),
    MediaTable.migrations.photos,
    MediaTable.migrations.media,
    MarkTable.migration,
    PredictionTable.migration,
    OutcomeTable.migration,
    ChannelTable.migration,
    MarketTable.migration,
    ChunkTable.migration,
    PredictionTable.units,
    Departure.migration,
    MediaTable.migrations.colour,
    CatalogueTable.contents,
    MediaTable.migrations.claim,
    TellerTable.migration,
    MediaTable.migrations.order,
    CatalogueBefore.migration,
    MediaTable.migrations.refused,
    MediaMatchers.migration,
    ReleaseTable.migration,
    CatalogueTable.lookups,
    MarketTable.changes,
  ]
}
