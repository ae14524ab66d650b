import CSpawn
import Files
import Glibc
import Synchronization

/// The process of a program: it can be killed from any thread until it is reaped.
final class ProgramChild: Sendable {
  private let id: pid_t
  /// Readable when the process has ended.
  let watch: CInt
  private let isReaped = Mutex(false)

  /// - Throws: ``ProgramError``.
  init(_ program: Program, _ pipes: ProgramPipes) throws(ProgramError) {
    try Self.giveAway(program.directory)
    let box = try Box(
      readable: [program.executable] + program.readable, writable: [program.directory])
    let started = Self.start(program, pipes.theirs, box)
    if started < 0 { throw .notStarted(program.executable, Errno(code: -started)) }
    id = started
    watch = spawn_watch(started)
    if watch < 0 {
      let error = Errno(code: -watch)
      end()
      throw .noChannel(error)
    }
  }

  deinit { if watch >= 0 { close(watch) } }

  func kill() {
    isReaped.withLock { if !$0 { spawn_kill(id) } }
  }

  /// Ends what is left of it and its children, and takes leave of it.
  @discardableResult
  func end() -> spawn_ending {
    var ending = spawn_ending()
    isReaped.withLock { isReaped in
      // One that has ended by itself keeps its own ending: a dead process takes no signal.
      if !isReaped { spawn_kill(id) }
      spawn_reap(id, &ending)
      isReaped = true
    }
    return ending
  }

  /// Started by root, it becomes somebody who must be able to write in its directory.
  ///
  /// The corresponding C function is `chown`.
  private static func giveAway(_ directory: Path) throws(ProgramError) {
    if geteuid() != 0 { return }
    if directory.withCString({ chown($0, nobody, nobody) }) != 0 {
      throw .notStarted(directory, .last)
    }
  }

  private static func start(_ program: Program, _ channels: [CInt], _ box: Box) -> pid_t {
    let limits = program.limits
    var ceilings = spawn_limits()
    ceilings.memory_max = UInt64(limits.memoryBytes)
    ceilings.file_max = UInt64(limits.fileBytes)
    ceilings.processor_max = UInt64(limits.processorSeconds)
    ceilings.descriptors_max = 256
    let name = Path.escaped(program.executable.name)
    return program.directory.withCString { directory in
      program.executable.withCString { path in
        CStrings.with([name] + program.arguments) { arguments in
          CStrings.with(environment) { environment in
            withUnsafePointer(to: box.filter) { filter in
              var confinement = spawn_box()
              confinement.directory = directory
              confinement.ruleset = box.ruleset
              confinement.filter = filter
              (confinement.user, confinement.group) = (nobody, nobody)
              confinement.processes_max = UInt64(limits.processes)
              return spawn_start_boxed(
                path, arguments, environment, channels[0], channels[1], channels[2], &ceilings,
                &confinement)
            }
          }
        }
      }
    }
  }

  /// Nothing of ours: there may be secrets in it.
  private static let environment = [
    "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/nonexistent", "TMPDIR=.", "TZ=UTC",
  ]

  /// Who a program becomes that is started by root: Debian's user and group of that name.
  static let nobody: UInt32 = 65534
}
