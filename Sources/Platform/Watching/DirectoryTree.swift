import Files

/// A directory in a ``DirectoryTree``; stays invalid once its directory was removed.
struct DirectoryID: Hashable, Sendable {
  fileprivate let index: UInt32
  fileprivate let serial: UInt32

  /// The same as one number, to be sent along with a watch.
  var token: UInt64 { UInt64(serial) << 32 | UInt64(index) }

  fileprivate init(index: Int, serial: UInt32) {
    self.index = UInt32(index)
    self.serial = serial
  }

  init(token: UInt64) {
    index = UInt32(truncatingIfNeeded: token)
    serial = UInt32(token >> 32)
  }
}

/// The directories under watch, by place, by name and by inode.
///
/// Pure bookkeeping: it knows what it was told. Nodes lie in one array; removed ones are used again
/// under a new serial number, so that an old ``DirectoryID`` finds nothing rather than another
/// directory.
struct DirectoryTree: Sendable {
  /// What the kernel tells apart directories by.
  struct Identity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
  }

  struct Node: Sendable {
    fileprivate(set) var parent: DirectoryID?
    fileprivate(set) var name: [UInt8]
    let identity: Identity
    let fileSystem: FileSystemKind
    let mode: DirectoryMode
    /// The directory dropped as one item that this one is, or lies in.
    let bundle: DirectoryID?
    /// The kernel's number for the watch; nil without one.
    var watch: CInt?
    /// Wants events and has none.
    var isBlind = false
    /// Turned up while its parent was watched, and was not listed yet.
    var isFresh = false
    /// Of a directory dropped as one item: what it lacked when that was reported last.
    var toldLack: Lack?
    /// What the last listing showed, see ``ListingMark``.
    var listing: ListingMark?
    fileprivate var firstChild: DirectoryID?
    fileprivate var next: DirectoryID?
    fileprivate var previous: DirectoryID?
  }

  private struct Place: Hashable {
    let parent: DirectoryID
    let name: [UInt8]
  }

  private struct Slot {
    var node: Node?
    var serial: UInt32
  }

  private var slots: [Slot] = []
  private var free: [Int] = []
  private var children: [Place: DirectoryID] = [:]
  private var identities: [Identity: DirectoryID] = [:]
  private(set) var root: DirectoryID?

  var count: Int { slots.count - free.count }

  subscript(id: DirectoryID) -> Node? {
    get {
      guard id.index < slots.count, slots[Int(id.index)].serial == id.serial else { return nil }
      return slots[Int(id.index)].node
    }
    _modify {
      if contains(id) {
        yield &slots[Int(id.index)].node
      } else {
        var nothing: Node?
        yield &nothing
      }
    }
  }

  func contains(_ id: DirectoryID) -> Bool { self[id] != nil }

  func child(of parent: DirectoryID, named name: [UInt8]) -> DirectoryID? {
    children[Place(parent: parent, name: name)]
  }

  /// The directory with an inode; with bind mounts, the first of several.
  func directory(_ identity: Identity) -> DirectoryID? { identities[identity] }

  /// Adds a directory that is not there yet; without a parent, the root.
  ///
  /// - Parameter startsBundle: it is to be taken as one item, unless it lies in such a one already.
  mutating func add(
    _ name: [UInt8], in parent: DirectoryID?, identity: Identity, fileSystem: FileSystemKind,
    mode: DirectoryMode, startsBundle: Bool = false
  ) -> DirectoryID {
    let index = free.popLast() ?? slots.count
    if index == slots.count { slots.append(Slot(node: nil, serial: 0)) }
    let id = DirectoryID(index: index, serial: slots[index].serial)
    let bundle = parent.flatMap { self[$0]?.bundle } ?? (startsBundle ? id : nil)
    var node = Node(
      parent: parent, name: name, identity: identity, fileSystem: fileSystem, mode: mode,
      bundle: bundle)
    if let parent {
      node.next = self[parent]?.firstChild
      if let next = node.next { self[next]?.previous = id }
      self[parent]?.firstChild = id
      let before = children.updateValue(id, forKey: Place(parent: parent, name: name))
      precondition(before == nil, "the directory is in the tree already")
    } else {
      precondition(root == nil, "a tree has one root")
      root = id
    }
    slots[index].node = node
    if identities[identity] == nil { identities[identity] = id }
    return id
  }

  /// Removes a directory with all below it.
  ///
  /// - Returns: The removed nodes, whose watches are now nobody's.
  mutating func remove(_ id: DirectoryID) -> [Node] {
    guard let node = self[id] else { return [] }
    unlink(id, node)
    var removed: [Node] = []
    var rest = [id]
    while let next = rest.popLast() {
      guard let node = self[next] else { continue }
      rest.append(contentsOf: childIDs(of: next))
      if let parent = node.parent {
        children[Place(parent: parent, name: node.name)] = nil
      }
      if identities[node.identity] == next { identities[node.identity] = nil }
      removed.append(node)
      slots[Int(next.index)].node = nil
      slots[Int(next.index)].serial &+= 1
      free.append(Int(next.index))
    }
    if id == root { root = nil }
    return removed
  }

  /// The path from the root; empty for the root itself.
  func path(of id: DirectoryID) -> Path {
    var names: [[UInt8]] = []
    var next: DirectoryID? = id
    while let id = next, let node = self[id], node.parent != nil {
      names.append(node.name)
      next = node.parent
    }
    return names.reversed().reduce(Path(bytes: [])) { $0.appending($1) }
  }

  func childIDs(of id: DirectoryID) -> [DirectoryID] {
    var found: [DirectoryID] = []
    var next = self[id]?.firstChild
    while let child = next {
      found.append(child)
      next = self[child]?.next
    }
    return found
  }

  /// All directories, in no order that means anything.
  var ids: [DirectoryID] {
    slots.indices.compactMap { index in
      slots[index].node == nil ? nil : DirectoryID(index: index, serial: slots[index].serial)
    }
  }

  private mutating func unlink(_ id: DirectoryID, _ node: Node) {
    if let next = node.next { self[next]?.previous = node.previous }
    if let previous = node.previous {
      self[previous]?.next = node.next
    } else if let parent = node.parent {
      self[parent]?.firstChild = node.next
    }
  }
}
