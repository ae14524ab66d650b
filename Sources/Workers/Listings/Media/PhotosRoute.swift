import Files
import Images
import Pipeline
import Processes
import Storage

/// A photo becomes copies for the web, on the pages of the listing that it shows.
///
/// Ingest alone decodes, in a process apart; what the original says about place, time and camera is
/// in none of the copies.
struct PhotosRoute: MediaRoute {
  let name = "photos"
  let images: ImageWorkers
  let matchers: MediaMatchers

  /// Narrower ones do for a thumbnail only.
  static let widthMin = 320
  static let widths = [480, 800, 1200, 1600]
  /// The smallest first, as browsers are offered them; JPEG for whom a page is shared with.
  static let encodings: [RenderRequest.Encoding] = [.avif, .webp, .jpeg]
  /// Raised when the copies of the same photo would come out otherwise.
  private static let making = "copies-3"

  func ingest(
    _ source: SourceFile, to records: RecordWriter<MediaRecord>, in context: StageContext
  ) async throws -> Outcome {
    let known = try await KnownCopies(of: context, making: Self.making)
    if known.isUnchanged {
      return .finish("The same photo is there already, under the same name.")
    }
    do {
      let facts = try await images.use { try await $0.inspect(source.path) }
      var record = MediaRecord(
        .photo, of: context.item, format: facts.format.name, making: Self.making,
        showsName: known.showsNames)
      let files = try context.makeFiles()
      if let copies = try known.link(into: files, as: record.base) {
        record.take(facts, copies)
        context.decide("The copies of an equal photo were used again.")
      } else {
        record.take(facts, try await render(source, in: files, as: record.base))
      }
      try records.append(record)
      return .next
    } catch let error as ImageError {
      if !error.isFinal { throw error }
      return .reject([Finding(.error, "photo-refused", "\(error).")])
    }
  }

  func nlg(
    _ plans: RecordReader<MediaPlan>, to drafts: RecordWriter<MediaDraft>, in context: StageContext
  ) async throws -> Outcome {
    while let plan = try plans.next() {
      try drafts.append(MediaDraft(plan: plan, view: PhotoWords.view(plan.media.name)))
    }
    return .next
  }

  func qa(
    _ drafts: RecordReader<MediaDraft>, to approved: RecordWriter<MediaDraft>,
    in context: StageContext
  ) async throws -> Outcome {
    while let draft = try drafts.next() {
      if let fault = PhotoGate.fault(draft.plan.media) { return .reject([fault]) }
      for finding in PhotoGate.remarks(draft.plan.media) { context.note(finding) }
      try approved.append(draft)
    }
    return .next
  }

  private func render(
    _ source: SourceFile, in files: Path, as base: String
  ) async throws -> [PhotoFile] {
    let request = RenderRequest(
      source: source.path, directory: files, name: base, widths: Self.widths,
      encodings: Self.encodings, cut: PhotoFile.forSharing)
    return try await images.use { try await $0.render(request) }.map(PhotoFile.init)
  }
}
