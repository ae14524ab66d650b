import Files
import Tables

/// What one run of one stage left out: `rejects.<stage>.tsv` in the item's directory.
///
/// The file is made with the first reject. Belongs to one run of one stage.
final class RejectLog {
  private let path: Path
  private var stream: StreamFile?
  private(set) var count = 0
  /// Of these, cells of rows that were read.
  private(set) var cellCount = 0

  init(stage: Stage, directory: Path) { path = directory / RejectLog.name(of: stage) }

  static func name(of stage: Stage) -> String { "rejects.\(stage.rawValue).tsv" }

  func append(_ reject: Reject) throws {
    var stream = self.stream.take() ?? StreamFile(path, fields: Reject.fields)
    reject.write(to: &stream.row)
    try stream.endRow()
    self.stream = consume stream
    count += 1
    if reject.isOfCell { cellCount += 1 }
  }

  func finish() throws {
    if let stream = stream.take() { try stream.finishInFile() }
  }

  /// Hands on the rejects of all stages, in order, until `body` says that it has enough.
  static func forEach(in directory: Path, _ body: (Reject) throws -> Bool) throws {
    for stage in Stage.allCases {
      let path = directory / name(of: stage)
      guard try FileStatus.ifPresent(path) != nil else { continue }
      let rejects = try RecordReader<Reject>(path)
      while let reject = try rejects.next() {
        if try !body(reject) { return }
      }
    }
  }
}
