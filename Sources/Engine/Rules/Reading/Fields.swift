/// The settings of one mapping, by key.
struct Fields {
  let mark: YAMLNode.Mark
  let nodes: [String: YAMLNode]

  /// The value of a key; nil when the key is not there, or nothing is written after it.
  subscript(key: String) -> YAMLNode? { nodes[key] }
}
