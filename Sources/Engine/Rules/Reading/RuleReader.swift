/// Reads rule files into rules and collects every fault on the way.
///
/// A rule with a fault is left out, and reading goes on with the next: the set is not used then.
struct RuleReader {
  private static let ruleKeys = [
    "name", "match", "worker", "route", "business", "options", "priority", "concurrency",
    "complete", "follow", "retry", "seen", "stages",
  ]
  private static let longestSettle = Duration.seconds(86_400)
  private static let longestBackoff = Duration.seconds(7 * 86_400)

  var faults = FaultList()
  var contentTypes: ContentTypes?  // opened when the first rule asks for a type
  private(set) var rules: [Rule] = []
  let workers: [String: KnownWorker]
  let hasProgram: (String) -> Bool
  private var file = ""
  private var placesOfNames: [String: String] = [:]
  var catchAll: Rule?  // the first rule that takes every file

  init(
    workers: [String: KnownWorker], hasProgram: @escaping (String) -> Bool = { _ in true }
  ) {
    self.workers = workers
    self.hasProgram = hasProgram
  }

  mutating func read(_ ruleFile: RuleFile) {
    file = ruleFile.name
    let text = String(decoding: ruleFile.text, as: UTF8.self)
    faults.begin(file: file, text: text)
    guard ruleFile.text.count <= RuleFile.bytesMax else {
      faults.error(
        "the file is larger than \(RuleFile.bytesMax) bytes", at: .start, hint: "use several files")
      return
    }
    // A decoder puts U+FFFD where bytes are no UTF-8, so the text is the same only without any.
    guard text.utf8.elementsEqual(ruleFile.text), !text.utf8.contains(0) else {
      faults.error(
        "the file is not text in UTF-8", at: firstBroken(text),
        hint: "save it as plain text with the encoding UTF-8")
      return
    }
    let errors = faults.errorCount
    guard let root = YAMLReader.read(ruleFile.text, faults: &faults), !root.isNothing else {
      if faults.errorCount == errors { tellEmpty() }
      return
    }
    guard case .mapping = root.content else {
      faults.error(
        "a rule file starts with “rules:”, not with \(root.kind)", at: root.mark,
        hint: "write “rules:” in the first line and indent the rules below it")
      return
    }
    guard let fields = fields(root, of: "a rule file", keys: ["rules"]) else { return }
    if fields["rules"] == nil, faults.errorCount == errors { tellEmpty() }
    for node in list(fields, "rules") { readRule(node) }
  }

  /// An editor, or a copy under way, leaves a file empty for a moment: without its rules, files
  /// would go to those behind them.
  private mutating func tellEmpty() {
    faults.error(
      "there is no rule in this file", at: .start,
      hint: "take the file out of rules/, or write “rules: []” to say that it holds none")
  }

  private func firstBroken(_ text: String) -> YAMLNode.Mark {
    let before = text.unicodeScalars.prefix { $0 != "\u{FFFD}" && $0 != "\0" }
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    return YAMLNode.Mark(line: lines.count, column: (lines.last?.count ?? 0) + 1)
  }

  private mutating func readRule(_ node: YAMLNode) {
    let errors = faults.errorCount
    guard let fields = fields(node, of: "a rule", keys: Self.ruleKeys) else { return }
    let name = name(fields)
    let match = fields["match"].map { conditions($0) } ?? Match()
    let (worker, route) = destination(fields)
    let rule = Rule(
      name: name, file: file, line: node.mark.line, match: match, worker: worker, route: route,
      business: business(fields), options: options(fields, of: worker),
      programs: programs(fields, of: workers[worker]),
      priority: integer(fields, "priority", in: Rule.priorityRange) ?? 0,
      concurrency: integer(fields, "concurrency", in: Rule.concurrencyRange),
      completeness: completeness(fields, isBundle: match.bundle, worker, route),
      retry: retry(fields),
      seen: choice(fields, "seen", of: Rule.Seen.self) ?? .skip)
    if faults.errorCount > errors { return }
    doubt(rule, at: fields["name"]?.mark ?? node.mark)
    rules.append(rule)
  }

  private mutating func name(_ fields: Fields) -> String {
    let text = requiredText(fields, "name", hint: "add a line “name: …” with any words")
    guard let name = text, let node = fields["name"] else { return "" }
    if let place = placesOfNames[name] {
      faults.error(
        "another rule is named “\(name)”", at: node.mark, hint: "it is at \(place)")
    } else {
      placesOfNames[name] = "rules/\(file):\(node.mark.line)"
    }
    return name
  }

  private mutating func destination(_ fields: Fields) -> (worker: String, route: String) {
    let known = workers.keys.sorted().joined(separator: ", ")
    let text = requiredText(
      fields, "worker", hint: "add a line “worker: …”; the workers are: \(known)")
    guard let worker = text, let node = fields["worker"] else { return ("", "") }
    guard let routes = workers[worker]?.routes else {
      faults.error(
        "no worker named “\(worker)”", at: node.mark,
        hint: suggestion(worker, among: workers.keys, "the workers are"))
      return (worker, "")
    }
    guard let routeNode = fields["route"] else {
      if let route = routes.first, routes.count == 1 { return (worker, route) }
      faults.error(
        "the worker “\(worker)” has several routes", at: node.mark,
        hint: "add one of: " + routes.sorted().map { "route: \($0)" }.joined(separator: ", "))
      return (worker, "")
    }
    let route = self.text(routeNode, "route") ?? ""
    if !route.isEmpty, !routes.contains(route) {
      faults.error(
        "the worker “\(worker)” has no route named “\(route)”", at: routeNode.mark,
        hint: suggestion(route, among: routes, "its routes are"))
    }
    return (worker, route)
  }

  private mutating func business(_ fields: Fields) -> BusinessTemplate? {
    guard let node = fields["business"], let text = text(node, "business") else { return nil }
    let business = BusinessTemplate(text)
    if business == nil {
      faults.error(
        "“\(text)” cannot be the name of a business", at: node.mark,
        hint: "write a name without slashes, or $1 for the first folder, $2 for the second")
    }
    return business
  }

  private mutating func completeness(
    _ fields: Fields, isBundle: Bool, _ worker: String, _ route: String
  ) -> Completeness {
    let inner = group(fields, "complete", keys: ["settle", "marker"])
    let settle = duration(inner, "settle", in: .zero...Self.longestSettle, "1 day")
    var marker: String?
    if let node = inner["marker"], let text = text(node, "marker") {
      marker = text
      if text.count < 2 || !text.hasPrefix(".") || text.contains("/") {
        faults.error(
          "a marker is the end of a file's name with its dot, not “\(text)”", at: node.mark,
          hint: "write .done")
      }
    }
    var completeness = Completeness(settle: settle, marker: marker, bundle: isBundle)
    completeness.follows = flag(fields, "follow") ?? false
    if completeness.follows, isBundle || marker != nil, let node = fields["follow"] {
      faults.error(
        "a file that grows is never whole", at: node.mark,
        hint: "take out “follow”, or the bundle or the marker")
    }
    if completeness.follows { checkFollowing(fields, worker, route) }
    return completeness
  }

  /// New lines of a table have no header, and what they gave would take the place of what came of
  /// those before them.
  private mutating func checkFollowing(_ fields: Fields, _ worker: String, _ route: String) {
    guard let node = fields["follow"], let known = workers[worker], known.routes.contains(route),
      !known.followingRoutes.contains(route)
    else { return }
    let able = workers.flatMap { worker, known in
      known.followingRoutes.map { "worker “\(worker)” with route “\($0)”" }
    }
    let hint = able.isEmpty ? "" : ", or choose " + able.sorted().joined(separator: " or ")
    faults.error(
      "the worker “\(worker)” reads whole files, and cannot follow one that grows", at: node.mark,
      hint: "take out “follow”\(hint)")
  }

  private mutating func retry(_ fields: Fields) -> Rule.Retry {
    let inner = group(fields, "retry", keys: ["attempts", "backoff"])
    return Rule.Retry(
      attempts: integer(inner, "attempts", in: Rule.Retry.attemptsRange),
      backoff: duration(inner, "backoff", in: .zero...Self.longestBackoff, "7 days"))
  }
}
