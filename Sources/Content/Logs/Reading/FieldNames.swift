/// What logs of records call their fields; the first name that a record has counts.
///
/// Sources: the defaults of Bunyan, Pino, Zap, Logrus, Serilog, Python's json loggers, Google,
/// OpenTelemetry, the Elastic Common Schema, systemd's export format, and deployment scripts seen.
package struct FieldNames: Sendable {
  package var time = [
    "timestamp", "@timestamp", "time", "ts", "datetime", "date", "asctime", "start_time", "@t",
    "__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP",
  ]
  package var level = [
    "level", "severity", "log.level", "lvl", "loglevel", "levelname", "log_level", "@l", "PRIORITY",
    "severity_text", "severityText", "@fields.lvl",
  ]
  package var message = [
    "message", "msg", "text", "log", "event", "error_message", "error", "err", "@m", "MESSAGE",
    "@mt", "body", "textPayload", "jsonPayload.message", "jsonPayload.msg",
    "@fields.message", "@fields.msg",
  ]
  /// What a message is about, where a record tells it apart.
  package var cause = ["error", "err", "error.message", "err.message"]
  package var source = [
    "logger", "logger_name", "service", "component", "source", "app", "module", "name", "host",
    "hostname", "server", "SYSLOG_IDENTIFIER", "_COMM",
  ]
  package var details = [
    "stack", "stack_trace", "stacktrace", "exception", "exc_info", "traceback", "error.stack_trace",
    "backtrace", "@x", "err.stack", "error.stack",
  ]
  package var run = ["deployment_id", "run_id", "release_id", "pipeline_id"]
  package var step = ["failed_step", "step", "current_step", "stage", "task_name"]

  static let standard = FieldNames()

  package init() {}
}
