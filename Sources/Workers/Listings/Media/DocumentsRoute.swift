import Files
import Pipeline

/// A floor plan or brochure as PDF, to be downloaded from the page of its listing.
struct DocumentsRoute: MediaRoute {
  let name = "documents"
  let matchers: MediaMatchers

  private static let making = "pdf-1"

  func ingest(
    _ source: SourceFile, to records: RecordWriter<MediaRecord>, in context: StageContext
  ) async throws -> Outcome {
    let known = try await KnownCopies(of: context, making: Self.making)
    if known.isUnchanged {
      return .finish("The same document is there already, under the same name.")
    }
    if let refusal = try PDFFile.refusal(source) {
      return .reject([
        Finding(.error, "document-refused", "“\(source.name)” \(refusal.rawValue).")
      ])
    }
    let record = MediaRecord(
      .document, of: context.item, format: "PDF", making: Self.making,
      showsName: known.showsNames)
    // A copy, not a second name: the original is nobody else's.
    try FileCopy.file(source.path, to: context.makeFiles() / "\(record.base).pdf")
    try records.append(record)
    return .next
  }

  func nlg(
    _ plans: RecordReader<MediaPlan>, to drafts: RecordWriter<MediaDraft>, in context: StageContext
  ) async throws -> Outcome {
    while let plan = try plans.next() {
      try drafts.append(MediaDraft(plan: plan, view: PhotoWords.document(plan.media.name)))
    }
    return .next
  }

  func qa(
    _ drafts: RecordReader<MediaDraft>, to approved: RecordWriter<MediaDraft>,
    in context: StageContext
  ) async throws -> Outcome {
    // What it is was looked at by ingest; what it says is its owner's.
    try approved.copyRest(of: drafts)
    return .next
  }
}
