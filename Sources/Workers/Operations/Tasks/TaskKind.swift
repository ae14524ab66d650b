/// What kind of work a task is; an agent says which kinds it is for.
enum TaskKind: String, Sendable, CaseIterable {
  case deployment
  case bugFix = "bug_fix"
  case featureDevelopment = "feature_development"
  case systemMonitoring = "system_monitoring"
  case dataProcessing = "data_processing"
  case githubIssue = "github_issue"
  case codeReview = "code_review"
  case testing
  case documentation
  case maintenance
  case taskDiscovery = "task_discovery"
  case applicationAnalysis = "application_analysis"
  case performanceOptimization = "performance_optimization"
  case securityEnhancement = "security_enhancement"
  case uxImprovement = "ux_improvement"
}
