package import Files
package import Rules

/// Why the daemon cannot start.
package enum DaemonError: Error, CustomStringConvertible {
  /// Another daemon works on this workspace.
  case locked(Path)
  case brokenRules([RuleFault])
  case noRules(Path)

  package var description: String {
    switch self {
    case .locked(let root):
      "another dropmill works on “\(root)”; one workspace has one daemon"
    case .brokenRules(let faults):
      faults.map(\.description).joined(separator: "\n")
    case .noRules(let path):
      "no rule files in “\(path)”: `dropmill init` writes the default ones"
    }
  }
}
