import Testing

/// Small enough to be read at one go.
@Suite struct `The size` {
  private static let linesMax = 400
  private static let functionLinesMax = 60
  private static let columnsMax = 100

  /// A table of data may be long, when it says so in a comment of its own.
  private static let exemption = "// Data table: "

  private let repository = Repository.shared

  @Test func `of a file is 400 lines at most`() {
    expectNone(
      code.filter { $0.lineCount > Self.linesMax && !isDataTable($0) }
        .map { $0.violation("file-length", line: Self.linesMax, "\($0.lineCount) lines: split it") }
    )
  }

  @Test func `of a function is 60 lines at most`() {
    expectNone(
      repository.swift.flatMap { source in
        source.declarations
          .filter { $0.kind == .function && $0.lineCount > Self.functionLinesMax }
          .map {
            source.file.violation(
              "function-length", line: $0.line,
              "\($0.name) has \($0.lineCount) lines: name its parts")
          }
      })
  }

  @Test func `of a line is 100 characters at most`() {
    expectNone(
      code.filter { !isDataTable($0) }.flatMap { file in
        (1...max(file.lineCount, 1)).filter { columns(of: $0, in: file) > Self.columnsMax }
          .map {
            file.violation("line-length", line: $0, "\(columns(of: $0, in: file)) characters")
          }
      })
  }

  private var code: [TextFile] {
    repository.texts.filter { file in
      [".swift", ".c", ".h"].contains { file.name.hasSuffix($0) }
    }
  }

  private func isDataTable(_ file: TextFile) -> Bool {
    !file.bytes.offsets(of: Self.exemption).isEmpty
  }

  /// Bytes that go on with a character begin with the bits 10.
  private func columns(of line: Int, in file: TextFile) -> Int {
    let range = file.range(ofLine: line)
    if range.count <= Self.columnsMax { return range.count }
    return file.bytes[range].count { $0 & 0b1100_0000 != 0b1000_0000 }
  }
}
