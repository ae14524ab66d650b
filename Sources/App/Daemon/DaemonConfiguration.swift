package import Pipeline
package import Watching

/// How a daemon works.
package struct DaemonConfiguration: Sendable {
  package var workspace: Workspace
  package var engine = Configuration()
  package var watch = WatchConfiguration()
  /// Works off what is there, and ends.
  package var once = false

  package init(workspace: Workspace) { self.workspace = workspace }
}
