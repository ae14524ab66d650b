import Files
import Images
import Pipeline
import Storage

/// A photo becomes copies for the web, on the pages of the listing that it shows.
///
/// Ingest alone decodes, in a process apart; from there on the original is not needed, and what it
/// says about place, time and camera is gone.
struct PhotosRoute: Route {
  let name = "photos"
  let images: ImageWorker

  /// Narrower ones do for a thumbnail only.
  static let widthMin = 320
  static let widths = [480, 800, 1200]
  /// WebP for the browser, JPEG for those without it and for whom a page is shared with.
  static let encodings: [RenderRequest.Encoding] = [.webp, .jpeg]

  func ingest(
    _ source: SourceFile, to records: RecordWriter<PhotoRecord>, in context: StageContext
  ) async throws -> Outcome {
    let directory = source.path.parent.parent / "copies"
    do {
      let facts = try await images.inspect(source.path)
      let copies = try await render(source, in: directory)
      try Directory.remove(directory)
      let name = Self.name(of: context.item)
      try records.append(PhotoRecord(name: name, facts: facts, copies: copies))
      return .next
    } catch let error as ImageError {
      try Directory.remove(directory)
      guard case .refused = error.reason else { throw error }
      return .reject([Finding(.error, "photo-refused", "\(error).")])
    }
  }

  func process(
    _ records: RecordReader<PhotoRecord>, to plans: RecordWriter<PhotoPlan>,
    in context: StageContext
  ) async throws -> Outcome {
    let business = context.item.business
    while let photo = try records.next() {
      let name = photo.name
      let listing = try await context.tables.read { connection in
        try PhotoTable(connection, business: business).listing(for: name)
      }
      try plans.append(
        PhotoPlan(photo: photo, headline: listing?.headline, reason: listing?.reason))
    }
    return .next
  }

  func nlg(
    _ plans: RecordReader<PhotoPlan>, to drafts: RecordWriter<PhotoDraft>, in context: StageContext
  ) async throws -> Outcome {
    while let plan = try plans.next() {
      try drafts.append(PhotoDraft(plan: plan, view: PhotoWords.view(plan.photo.name)))
      if let headline = plan.headline, let reason = plan.reason {
        context.decide("The photo belongs to “\(headline)”, because \(reason).")
      } else {
        context.decide(
          "No listing fits the photo’s name yet. It waits for a table that names it in its photos "
            + "column, or has a listing with its name as the reference or title.")
      }
    }
    return .next
  }

  func qa(
    _ drafts: RecordReader<PhotoDraft>, to approved: RecordWriter<PhotoDraft>,
    in context: StageContext
  ) async throws -> Outcome {
    while let draft = try drafts.next() {
      if let fault = PhotoGate.fault(draft.plan.photo) { return .reject([fault]) }
      for finding in PhotoGate.remarks(draft.plan.photo) { context.note(finding) }
      try approved.append(draft)
    }
    return .next
  }

  func publish(
    _ drafts: RecordReader<PhotoDraft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome {
    try await CataloguePublisher().publish(drafts, to: publication, in: context)
  }

  /// Makes the copies in a directory of their own, which the caller takes away again.
  private func render(
    _ source: SourceFile, in directory: Path
  ) async throws -> [PhotoRecord.Copy] {
    try Directory.remove(directory)
    try Directory.make(directory)
    let request = RenderRequest(
      source: source.path, directory: directory, name: "photo", widths: Self.widths,
      encodings: Self.encodings)
    return try await images.render(request).map { image in
      PhotoRecord.Copy(
        file: PhotoFile(image),
        bytes: try FileReader.contents(of: directory / image.name, limit: image.bytes))
    }
  }

  /// Where it lay below the agency's folder.
  private static func name(of item: Item) -> String {
    item.origin.split(separator: "/").dropFirst(2).joined(separator: "/")
  }
}
