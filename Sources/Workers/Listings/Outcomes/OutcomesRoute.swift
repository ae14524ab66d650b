import Foundation
import Pipeline
import Storage
import Tables

/// A table of outcomes: what was sold, let or taken off, and who asked. It takes such listings off
/// the site, and the next estimates and outlooks rest on it.
struct OutcomesRoute: Route {
  let name = "outcomes"

  func ingest(
    _ source: SourceFile, to records: RecordWriter<OutcomeRecord>, in context: StageContext
  ) async throws -> Outcome {
    do {
      var ingest = OutcomeIngest(source, options: IngestOptions(context.item.options))
      return try ingest.run(to: records, in: context)
    } catch let error as TableError {
      // It will be no table the next time either.
      return .reject([Finding(.error, "no-table", error.description)])
    }
  }

  /// Finds the listings that the rows mean.
  func process(
    _ records: RecordReader<OutcomeRecord>, to plans: RecordWriter<OutcomeRecord>,
    in context: StageContext
  ) async throws -> Outcome {
    let business = context.item.business
    let spellings = try await spellings(records, context)
    var respelled = FirstLines()
    var paid = PaidParser()
    while var record = try records.next() {
      let written = record.listing
      record.listing = spellings.spelling(of: written)
      if record.listing != written { respelled.add(record.line) }
      let (key, outcome) = (record.listing, record.outcome)
      let known = try await context.tables.read { connection in
        try OutcomeTable(connection, business: business).listing(key, outcome)
      }
      guard let known else {
        try plans.reject(
          line: record.line, column: "listing", value: key,
          reason: "the catalogue has no listing with this reference", leavesOutRow: true)
        continue
      }
      if let reason = known.whyNot(record) {
        try plans.reject(
          line: record.line, column: "date", value: record.day ?? "", reason: reason,
          leavesOutRow: true)
        continue
      }
      if record.saysActive, known.isOff {
        try plans.reject(
          line: record.line, column: "outcome", value: "active",
          reason: "the listing is off; a table of listings that has it offers it again")
      }
      let price = record.price ?? ""
      let reading: Reading<Int> =
        if let reason = known.whyNotPaid(record), !price.isEmpty {
          .unreadable(reason)
        } else {
          paid.read(Array(price.utf8).span, for: known.listing)
        }
      switch reading {
      case .value(let paid): record.priceMinorUnits = paid
      case .missing: break
      case .unreadable(let reason):
        try plans.reject(line: record.line, column: "price", value: price, reason: reason)
      }
      record.number = known.number
      record.headline = known.headline
      record.variant = known.variant
      try plans.append(record)
    }
    ReferenceSpellings.sentence(respelled).map(context.decide)
    if plans.count > 0 { return .next }
    return .reject([
      Finding(
        .error, "no-listing",
        "No row names a listing of this business. The column must have its reference, or the key "
          + "that listings.csv has.")
    ])
  }

  /// How the catalogue writes the references of the rows.
  private func spellings(
    _ records: RecordReader<OutcomeRecord>, _ context: StageContext
  ) async throws -> ReferenceSpellings {
    var asked = ReferenceSpellings()
    while let record = try records.next() { asked.insert(record.listing) }
    try records.rewind()
    let (business, unknown) = (context.item.business, asked)
    return try await context.tables.read { connection in
      var spellings = unknown
      try spellings.close(connection, business: business)
      return spellings
    }
  }

  /// There is nothing to write about an outcome.
  func nlg(
    _ plans: RecordReader<OutcomeRecord>, to drafts: RecordWriter<OutcomeRecord>,
    in context: StageContext
  ) async throws -> Outcome {
    try drafts.copyRest(of: plans)
    return .next
  }

  /// Leaves out what cannot be: nothing was sold tomorrow.
  func qa(
    _ drafts: RecordReader<OutcomeRecord>, to approved: RecordWriter<OutcomeRecord>,
    in context: StageContext
  ) async throws -> Outcome {
    let today = Int((context.now.timeIntervalSince1970 / 86_400).rounded(.down))
    while let draft = try drafts.next() {
      if let day = draft.day.flatMap({ Day($0) }), day.number > today + 1 {
        try approved.reject(
          line: draft.line, column: "date", value: day.text, reason: "the day is yet to come",
          leavesOutRow: true)
      } else {
        try approved.append(draft)
      }
    }
    if approved.count > 0 { return .next }
    return .reject([
      Finding(.error, "nothing-approved", "No outcome of the file can be used; see the rejects.")
    ])
  }

  func publish(
    _ drafts: RecordReader<OutcomeRecord>, to publication: PublicationWriter,
    in context: StageContext
  ) async throws -> Outcome {
    try await CataloguePublisher().publish(drafts, to: publication, in: context)
  }
}
