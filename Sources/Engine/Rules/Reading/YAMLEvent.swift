/// A step through a YAML text.
struct YAMLEvent {
  enum Kind {
    case scalar(String, isPlain: Bool)
    case alias(String)
    case listStart
    case listEnd
    case mappingStart
    case mappingEnd
    case documentStart
    case other  // documents and the stream, beginning or ending
  }

  let kind: Kind
  let mark: YAMLNode.Mark
  /// What stands before a value: `&` for an anchor, `!` for a tag.
  let sign: Character?
}

/// Text that is not YAML, as libyaml says it.
struct YAMLSyntaxError: Error {
  let mark: YAMLNode.Mark
  let message: String
  /// The byte at which a sign stands that was meant as text, where that is what is wrong.
  var sign: Int?
}
