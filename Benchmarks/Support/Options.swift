/// What the command line asks for.
struct Options {
  var names: [String] = []
  /// Rows of the large table.
  var rows = 1_000_000
  var isQuick = false
  /// The Python that has the peers.
  var python = ".bench-venv/bin/python"
  /// Where files are made: on a disk, for what is durable.
  var directory = "/var/tmp/dropmill-bench"
  /// Whether what was made stays, to be looked at.
  var keepsFiles = false
  /// Where bursts are measured, so that the disk is not.
  var memoryDirectory = "/dev/shm/dropmill-bench"

  static let usage = """
    usage: dropmill-bench [NAME|all]…
      NAME: pipeline csv pollution memory site watch bursts idle streams media logs
            language estimates lists operations learning store growth
      --rows N           rows of the large table (1000000)
      --quick            fewer runs, smaller inputs
      --python PATH      the Python with the peers (.bench-venv/bin/python, else python3)
      --keep             leaves what was made
      --directory DIR    where files are made (/var/tmp/dropmill-bench)
    """

  /// - Returns: nil when the arguments make no sense.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--quick": isQuick = true
      case "--keep": keepsFiles = true
      case "--rows":
        guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else { return nil }
        rows = number
      case "--python":
        guard let path = rest.popFirst() else { return nil }
        python = path
      case "--directory":
        guard let path = rest.popFirst() else { return nil }
        directory = path
      default:
        if argument.hasPrefix("-") { return nil }
        names.append(argument)
      }
    }
    if isQuick, rows == 1_000_000 { rows = 100_000 }
  }
}
