/// Somebody or something that does tasks.
struct Agent: Sendable, Equatable {
  /// Small letters, digits and hyphens: also the name of its folder.
  var name: String
  var type: String
  var capabilities: [TaskKind]
  /// Open tasks at the same time, at most; one of ``tasksRange``.
  var tasksMax: Int
  /// How much it gets done, 1…10, before there is a history.
  var weight: Double
  var reach = Reach.folder

  /// How it is told of a task, and how it answers.
  enum Reach: Sendable, Equatable {
    /// A file in its folder; it drops its answer.
    case folder
    /// A program of the user: the task in, an answer out.
    case program(AgentProgram)
    /// A server: the task in, an answer out.
    case address(AgentAddress)
    /// A tool of this worker.
    case tool(String)

    var name: String {
      switch self {
      case .folder: "folder"
      case .program: "program"
      case .address: "address"
      case .tool: "tool"
      }
    }
  }

  static let tasksRange = 1...1000

  /// Whether it says that it does this kind of work.
  func isCapable(of kind: TaskKind) -> Bool { capabilities.contains(kind) }

  /// Whether its type goes with this kind of work, though it does not say so; general agents do
  /// anything.
  func isCompatible(with kind: TaskKind) -> Bool {
    if type == "general" { return true }
    switch kind {
    case .deployment: return type == "deployment"
    case .bugFix: return type == "code"
    case .githubIssue: return type == "github"
    case .testing: return type == "testing"
    case .systemMonitoring: return type == "monitoring"
    default: return false
    }
  }

  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60 && text.utf8.first != 0x2d
      && text.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
      }
  }
}

/// What is known of an agent at the moment of an assignment.
struct AgentRecord: Sendable, Equatable {
  var open = 0
  var done = 0
  var failed = 0
  /// Of the tasks of the class at hand.
  var doneOfKind = 0
  var failedOfKind = 0
  /// Milliseconds since 1970; nil when it never had a task.
  var lastAssigned: Int?

  func load(of agent: Agent) -> Double { Double(open) / Double(max(1, agent.tasksMax)) }
}
