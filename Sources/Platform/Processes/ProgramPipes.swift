import CSpawn
import Files
import Glibc

/// The channels between us and a program; each is closed once, at the latest with this object.
///
/// What it reads comes over a socket rather than a pipe: a write to one that reads no more is then
/// an error of the call, whatever the process does with SIGPIPE.
final class ProgramPipes {
  /// Ours; -1 when closed.
  private(set) var input: CInt = -1
  var output: CInt = -1
  var errors: CInt = -1
  /// The program's ends, in the order of its descriptors.
  private(set) var theirs: [CInt] = []

  init() throws(ProgramError) {
    var pair: [CInt] = [-1, -1]
    let result = spawn_socket_pair(&pair)
    if result < 0 { throw .noChannel(Errno(code: -result)) }
    input = pair[0]
    theirs.append(pair[1])
    output = try pipe()
    errors = try pipe()
  }

  deinit {
    closeTheirs()
    for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  func closeTheirs() {
    for descriptor in theirs { close(descriptor) }
    theirs = []
  }

  /// - Returns: the end to read from.
  private func pipe() throws(ProgramError) -> CInt {
    var ends: [CInt] = [-1, -1]
    let result = spawn_pipe(&ends)
    if result < 0 { throw .noChannel(Errno(code: -result)) }
    theirs.append(ends[1])
    return ends[0]
  }
}
