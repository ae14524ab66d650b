import Files
import Testing

@testable import Watching

@Suite struct `The tree of directories` {
  private var tree = DirectoryTree()
  private var lastInode: UInt64 = 0

  private mutating func add(
    _ name: String, in parent: DirectoryID?, startsBundle: Bool = false
  ) -> DirectoryID {
    lastInode += 1
    let fileSystem = FileSystemKind.of(magic: 0xef53)
    return tree.add(
      Array(name.utf8), in: parent, identity: .init(device: 1, inode: lastInode),
      fileSystem: fileSystem,
      mode: .choose(.auto, on: fileSystem, eventsAvailable: true), startsBundle: startsBundle)
  }

  @Test mutating func `knows each place by name, path and inode`() {
    let root = add("", in: nil)
    let a = add("a", in: root)
    let b = add("b", in: a)
    #expect(tree.child(of: a, named: Array("b".utf8)) == b)
    #expect(tree.path(of: root) == "")
    #expect(tree.path(of: b) == "a/b")
    #expect(tree.directory(.init(device: 1, inode: 3)) == b)
    #expect(Set(tree.ids) == [root, a, b])
  }

  @Test mutating func `gives up a whole branch and nothing else`() {
    let root = add("", in: nil)
    let first = add("first", in: root)
    let middle = add("middle", in: root)
    let last = add("last", in: root)
    let deep = (0..<37).reduce(middle) { parent, number in add("\(number)", in: parent) }
    #expect(tree.remove(middle).count == 38)
    #expect(!tree.contains(middle) && !tree.contains(deep))
    #expect(Set(tree.childIDs(of: root)) == [first, last])
    #expect(tree.count == 3)
    #expect(tree.directory(.init(device: 1, inode: 3)) == nil)
  }

  @Test mutating func `never takes a new directory for a removed one`() {
    let root = add("", in: nil)
    let old = add("old", in: root)
    _ = tree.remove(old)
    let new = add("new", in: root)
    #expect(tree[old] == nil)
    #expect(tree.path(of: new) == "new")
    tree[old]?.watch = 7
    #expect(tree[new]?.watch == nil)
    #expect(DirectoryID(token: new.token) == new)
  }

  @Test mutating func `counts all below a bundle to the bundle`() {
    let root = add("", in: nil)
    let bundle = add("delivery", in: root, startsBundle: true)
    let inner = add("images", in: bundle, startsBundle: true)
    #expect(tree[root]?.bundle == nil)
    #expect(tree[bundle]?.bundle == bundle)
    #expect(tree[inner]?.bundle == bundle)
  }
}

@Suite struct `What was reported` {
  private var reported = ReportedFiles()
  private let stamp = FileStamp(device: 1, inode: 2, size: 3, modified: 4, changed: 5)

  private mutating func isKnown(_ path: Path, _ stamp: FileStamp) -> Bool {
    reported.contains(path, stamp)
  }

  @Test mutating func `is known by place and state`() {
    reported.insert("a/x.csv", stamp)
    #expect(isKnown("a/x.csv", stamp) == true)
    #expect(isKnown("b/x.csv", stamp) == false)
    var changed = stamp
    changed.changed += 1
    #expect(isKnown("a/x.csv", changed) == false)
    reported.remove("a/x.csv", stamp)
    #expect(isKnown("a/x.csv", stamp) == false)
  }

  @Test mutating func `is forgotten when a sweep does not meet it`() {
    reported.insert("gone.csv", stamp)
    reported.insert("here.csv", stamp)
    reported.beginSweep()
    #expect(isKnown("here.csv", stamp) == true)
    reported.insert("new.csv", stamp)
    reported.endSweep()
    #expect(reported.count == 2)
    #expect(isKnown("gone.csv", stamp) == false)
  }

  @Test mutating func `asks for a sweep when it has grown`() {
    for number in 0...65_536 { reported.insert(Path("\(number)"), stamp) }
    #expect(reported.needsSweep)
    reported.beginSweep()
    #expect(!reported.needsSweep)
    reported.endSweep()
    #expect(reported.count == 0)
  }
}
