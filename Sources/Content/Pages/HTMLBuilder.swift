/// Collects the lines of a block into one ``HTML`` value whose type mirrors them.
@resultBuilder
@usableFromInline package enum HTMLBuilder {
  @inlinable package static func buildExpression<Content: HTML>(
    _ content: consuming Content
  ) -> Content {
    content
  }

  @inlinable package static func buildBlock() -> Empty { Empty() }

  @inlinable package static func buildPartialBlock<First: HTML>(
    first: consuming First
  ) -> First {
    first
  }

  /// Two at a time: the compiler writes out nested pairs in full, while a group of any length would
  /// have its type looked up at run time for every element of every page.
  @inlinable package static func buildPartialBlock<First: HTML, Second: HTML>(
    accumulated: consuming First, next: consuming Second
  ) -> Pair<First, Second> {
    Pair(accumulated, next)
  }

  @inlinable package static func buildOptional<Content: HTML>(
    _ content: consuming Content?
  ) -> Content? {
    content
  }

  @inlinable package static func buildEither<First: HTML, Second: HTML>(
    first: consuming First
  ) -> Either<First, Second> {
    .first(first)
  }

  @inlinable package static func buildEither<First: HTML, Second: HTML>(
    second: consuming Second
  ) -> Either<First, Second> {
    .second(second)
  }

  @inlinable package static func buildArray<Content: HTML>(
    _ content: consuming [Content]
  ) -> Many<Content> {
    Many(content)
  }
}

/// Nothing.
@usableFromInline package struct Empty: HTML {
  @inlinable package init() {}
  @inlinable package func write(_ writer: inout HTMLWriter) {}
}

/// One thing after another.
@usableFromInline package struct Pair<First: HTML, Second: HTML>: HTML {
  @usableFromInline let first: First
  @usableFromInline let second: Second

  @inlinable init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  @inlinable package func write(_ writer: inout HTMLWriter) {
    first.write(&writer)
    second.write(&writer)
  }
}

/// One of two things: what an `if` with an `else` gives.
@usableFromInline package enum Either<First: HTML, Second: HTML>: HTML {
  case first(First)
  case second(Second)

  @inlinable package func write(_ writer: inout HTMLWriter) {
    switch self {
    case .first(let content): content.write(&writer)
    case .second(let content): content.write(&writer)
    }
  }
}

/// The same thing many times: what a `for` loop gives.
@usableFromInline package struct Many<Content: HTML>: HTML {
  @usableFromInline let content: [Content]

  @inlinable init(_ content: [Content]) { self.content = content }

  @inlinable package func write(_ writer: inout HTMLWriter) {
    for element in content { element.write(&writer) }
  }
}

/// A loop that makes each element when it is written, so that a long table is never held whole.
@usableFromInline package struct ForEach<Elements: Sequence, Content: HTML>: HTML {
  @usableFromInline let elements: Elements
  @usableFromInline let content: (Elements.Element) -> Content

  @inlinable package init(
    _ elements: Elements, @HTMLBuilder _ content: @escaping (Elements.Element) -> Content
  ) {
    self.elements = elements
    self.content = content
  }

  @inlinable package func write(_ writer: inout HTMLWriter) {
    for element in elements { content(element).write(&writer) }
  }
}
