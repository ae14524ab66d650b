import Agents
import Foundation
import Pages

/// Who does work for the workers, and what can be asked of them.
struct AgentsPage: HTML {
  let agents: [AgentSummary]
  /// Tools of the workers: what agents, schedules and people can have done.
  let tools: [(worker: String, tool: Tool)]
  let context: PageContext

  private var words: Words { context.words }

  func write(_ writer: inout HTMLWriter) { content.write(&writer) }

  @HTMLBuilder private var content: some HTML {
    PageTitle(
      words("Agents and tasks"),
      words("Who gets tasks, how many are open, and what can be done for them."))
    if agents.isEmpty {
      EmptyState(words("No agent yet")) {
        p {
          words(
            "They are named in a worker's own rule file: people, programs or tools."
          )
        }
      }
    } else {
      ul(.class("cards")) { ForEach(agents) { card($0) } }
    }
    if !tools.isEmpty { toolTable }
  }

  private func card(_ agent: AgentSummary) -> some HTML {
    li(.class("card"), .id("agent-\(slug("\(agent.worker)-\(agent.business)-\(agent.name)"))")) {
      h2 {
        agent.name
        " "
        span(.class("badge \(agent.open >= agent.openMax ? "attention" : "plain")")) {
          agent.open >= agent.openMax ? words("full") : words("free")
        }
      }
      p(.class("muted")) { [agent.business, agent.type, agent.reach].joined(separator: " · ") }
      dl(.class("facts")) {
        Fact(words("Open tasks")) {
          words("%1 of %2", words.number(agent.open), words.number(agent.openMax))
        }
        Fact(words("Done")) { words.number(agent.done) }
        Fact(words("Failed")) { words.number(agent.failed) }
        if agent.done + agent.failed > 0 {
          Fact(words("Succeeds")) {
            words("%1 of 100", words.number(agent.done * 100 / (agent.done + agent.failed)))
          }
        }
        if let seconds = agent.p95Seconds {
          Fact(words("95 of 100 tasks take less than")) { words.duration(seconds: seconds) }
        }
        Fact(words("Can")) { agent.capabilities.joined(separator: ", ") }
        if let last = agent.lastAssigned {
          Fact(words("Last task")) { Moment(last, context) }
          Fact(words("Last answer")) {
            if let heard = agent.lastHeard {
              Moment(heard, context)
            } else {
              words("none yet")
            }
          }
        }
      }
      if !agent.business.isEmpty {
        p {
          a(
            .href(
              Link(
                Address.of(
                  "/workers/\(Address.encoded(agent.worker))", [("business", agent.business)])))
          ) { words("Its tasks") }
        }
      }
    }
  }

  @HTMLBuilder private func name(_ worker: String, _ tool: Tool) -> some HTML {
    if context.mayDecide, context.visibleBusinesses == nil {
      a(.href(ToolPage.link(worker, tool))) { "\(worker)/\(tool.name)" }
    } else {
      "\(worker)/\(tool.name)"
    }
  }

  private var toolTable: some HTML {
    Part("tools", words("What can be done")) {
      ScrollTable(words("What can be done"), isStacked: true) {
        thead {
          tr {
            th(.scope("col")) { words("Tool") }
            th(.scope("col")) { words("What it does") }
            th(.scope("col")) { words("Risk") }
          }
        }
        tbody {
          ForEach(tools.indices) { index in
            tr {
              th(.scope("row")) { name(tools[index].worker, tools[index].tool) }
              td { tools[index].tool.sentence }
              td { RiskBadge(risk: tools[index].tool.risk, words: words) }
            }
          }
        }
      }
    }
  }
}

/// What a tool may do to the world.
struct RiskBadge: HTML {
  let risk: Risk
  let words: Words

  func write(_ writer: inout HTMLWriter) {
    switch risk {
    case .safe: span(.class("badge good")) { words("safe") }.write(&writer)
    case .moderate: span(.class("badge attention")) { words("asks first") }.write(&writer)
    case .high:
      span(.class("badge failed")) { words("cannot be undone: asks first") }.write(&writer)
    }
  }
}
