package import Files

extension Path {
  /// A program of this name in the directory of the running one: where both are installed.
  package static func besideThisProgram(_ name: String) -> Path { ofThisProgram.parent / name }

  /// The running program's own file: `argv[0]` may say anything.
  static var ofThisProgram: Path { RealPath.said(by: "/proc/self/exe") ?? "" }
}
