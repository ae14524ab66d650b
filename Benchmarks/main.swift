import Glibc

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  // What measures itself apart from the rest runs in processes of its own, started by this one.
  switch arguments.first {
  case StageProcess.argument:
    try await StageProcess.run(Array(arguments.dropFirst()))
    exit(0)
  case WatchProcess.argument:
    try await WatchProcess.run(Array(arguments.dropFirst()))
    exit(0)
  case TemplateLines.argument:
    try TemplateLines.run(Array(arguments.dropFirst()))
    exit(0)
  case BanditRun.argument:
    try BanditRun.write(Array(arguments.dropFirst()))
    exit(0)
  default: break
  }
} catch {
  print("\(error)")
  exit(1)
}
guard let options = Options(arguments) else {
  print(Options.usage)
  exit(2)
}
let all: [any Benchmark.Type] = [
  PipelineBenchmark.self, TableBenchmark.self, PollutionBenchmark.self, MemoryBenchmark.self,
  SiteBenchmark.self,
  WatchBenchmark.self, BurstBenchmark.self, IdleBenchmark.self, StreamBenchmark.self,
  MediaBenchmark.self, LogBenchmark.self, LanguageBenchmark.self, EstimateBenchmark.self,
  ListBenchmark.self, OperationsBenchmark.self, LearningBenchmark.self, StoreBenchmark.self,
  GrowthBenchmark.self,
]
let names = options.names.isEmpty || options.names == ["all"] ? all.map { $0.name } : options.names
if let unknown = names.first(where: { name in !all.contains { $0.name == name } }) {
  print("no benchmark “\(unknown)”\n\(Options.usage)")
  exit(2)
}
let bench = try Bench(options)
for benchmark in all where names.contains(benchmark.name) {
  do {
    try await benchmark.run(bench)
  } catch {
    bench.add(
      Figure(name: benchmark.name, value: .nan, unit: "", note: "could not be measured: \(error)"))
  }
}
try bench.removeFiles()
print("\(bench.table.figures.count) figures, \(bench.table.shortCount) short of their targets")
