/// What is wrong in a pattern.
struct GlobFault: Error, Equatable {
  let offset: Int  // in the pattern, in Unicode scalars
  let message: String
  let hint: String
}
