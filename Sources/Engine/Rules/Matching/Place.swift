/// Where a file lies, as globs compare it.
struct Place: Sendable {
  let text: String  // the path as it is shown
  let path: FoldedText
  let name: FoldedText

  init(_ components: [String]) {
    text = components.joined(separator: "/")
    path = FoldedText(text)
    name = FoldedText(components.last ?? "")
  }
}
