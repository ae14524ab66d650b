import CBox
import Glibc

/// Limits that the process sets for itself, so that it is as safe when started by hand.
package enum Fence {
  /// The corresponding C function is `setrlimit`.
  package static func raise(_ limits: Ceilings) {
    if box_has_shadow() == 0 { lower(RLIMIT_AS, to: limits.memoryMax) }
    lower(RLIMIT_FSIZE, to: limits.fileMax)
    lower(RLIMIT_CORE, to: 0)
    // A file that grows too large is then an error of the write.
    signal(SIGXFSZ, SIG_IGN)
    // The same for an answer that nobody reads.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Gives the process this much more processor time; it is killed by SIGXCPU after that.
  package static func allowProcessorTime(seconds: Int) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    limit.rlim_cur = min(rlim_t(used + seconds), limit.rlim_max)
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
  }

  /// Never above what whoever started the process allows.
  private static func lower(_ resource: __rlimit_resource, to ceiling: Int) {
    let number = __rlimit_resource_t(resource.rawValue)
    var limit = rlimit()
    getrlimit(number, &limit)
    limit.rlim_max = min(limit.rlim_max, rlim_t(ceiling))
    limit.rlim_cur = limit.rlim_max
    setrlimit(number, &limit)
  }
}
