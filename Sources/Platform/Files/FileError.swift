/// Why a file could not be used: what was tried, on which path, and what the kernel said.
package struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Operation: String, Sendable {
    case open, read, write, rename, remove, list, link, lock, stat, sync
    case makeDirectory = "make directory"
  }

  package var operation: Operation
  package var path: Path
  package var errno: Errno

  package init(_ operation: Operation, _ path: Path, _ errno: Errno) {
    self.operation = operation
    self.path = path
    self.errno = errno
  }

  package var description: String { "cannot \(operation.rawValue) “\(path)”: \(errno)" }
}
