/// The way one kind of file goes: five stages, each from stream to stream.
///
/// A stage is a function of its input stream, the worker's tables, and the clock and seed in its
/// context: run twice, it writes the same bytes and the same rows. Streams are read record by
/// record, so that memory stays flat whatever the file's size.
package protocol Route: Sendable {
  /// What ingest reads out of a file.
  associatedtype Record: StageValue
  /// What process decides.
  associatedtype Plan: StageValue
  /// What nlg writes.
  associatedtype Draft: StageValue

  /// Unique in its worker; a rule names it when the worker has more than one.
  var name: String { get }

  /// Whether the new lines of a file that grows can be an item of their own: what they give must
  /// not take the place of what came of the lines before them.
  var takesNewLines: Bool { get }

  /// Whether what an item publishes takes the place of all that it published before: then records
  /// that a person releases later are published together with those that went before them.
  var publishesWhole: Bool { get }

  /// From which stage on files that publish at the same place go one after the other, in the order
  /// in which they were taken: of a route that reads what those before it published, the first that
  /// does.
  var takesTurns: Stage { get }

  /// What tells files of the same content apart, such as a folder that says where they are from.
  /// Of those that have it in common only the first is done.
  ///
  /// - Returns: the same for any item of that rule, content, business and origin.
  func identity(of item: Item) -> String

  func ingest(
    _ source: SourceFile, to records: RecordWriter<Record>, in context: StageContext
  ) async throws -> Outcome

  func process(
    _ records: RecordReader<Record>, to plans: RecordWriter<Plan>, in context: StageContext
  ) async throws -> Outcome

  func nlg(
    _ plans: RecordReader<Plan>, to drafts: RecordWriter<Draft>, in context: StageContext
  ) async throws -> Outcome

  func qa(
    _ drafts: RecordReader<Draft>, to approved: RecordWriter<Draft>, in context: StageContext
  ) async throws -> Outcome

  func publish(
    _ drafts: RecordReader<Draft>, to publication: PublicationWriter, in context: StageContext
  ) async throws -> Outcome
}

extension Route {
  package var takesNewLines: Bool { false }
  package var publishesWhole: Bool { false }
  package var takesTurns: Stage { .publish }
  package func identity(of item: Item) -> String { "" }
}
