import Testing

@testable import Rules

@Suite struct `The type by content` {
  @Test(
    arguments: [
      (
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8),
        "image/png"
      ),
      ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8), "image/jpeg"),
      (Array("a,b,c\n1,2,3\n4,5,6\n7,8,9\n".utf8), "text/csv"),
      ([0x00, 0x01, 0x02, 0x03], "application/octet-stream"), ([], "application/x-empty"),
    ] as [([UInt8], String)])
  func `comes from the first bytes`(_ bytes: [UInt8], _ type: String) throws {
    #expect(try ContentTypes().type(of: bytes) == type)
  }

  @Test func `may be asked by many at once`() async throws {
    let types = try ContentTypes()
    let found = await withTaskGroup { group in
      for _ in 0..<50 { group.addTask { types.type(of: Array("%PDF-1.7\n".utf8)) } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(found == ["application/pdf"])
  }

  @Test func `needs no database when no rule asks for it`() throws {
    var reader = RuleReader(workers: testWorkers)
    reader.read(RuleFile(name: "a", text: Array("rules: [{name: a, worker: tabular}]".utf8)))
    #expect(reader.contentTypes == nil)
    #expect(reader.faults.all.isEmpty)
  }
}
