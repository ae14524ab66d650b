import Pipeline

/// The way of what belongs to a listing and comes by itself: photos and documents. Both are held
/// against the listings and published with them alike; each reads and judges its own.
protocol MediaRoute: Route
where Record == MediaRecord, Plan == MediaPlan, Draft == MediaDraft {
  var matchers: MediaMatchers { get }
}

extension MediaRoute {
  func process(
    _ records: RecordReader<MediaRecord>, to plans: RecordWriter<MediaPlan>,
    in context: StageContext
  ) async throws -> Outcome {
    try await MediaDeciding(context, matchers).run(records, to: plans)
    return .next
  }

  func publish(
    _ drafts: RecordReader<MediaDraft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await CataloguePublisher(matchers: matchers)
      .publish(drafts, to: publication, in: context)
  }
}
