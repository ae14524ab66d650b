/// What a program did wrong: the attempt has failed.
struct ProgramFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
