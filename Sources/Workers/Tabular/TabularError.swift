/// Why a stream of this worker cannot be read.
enum TabularError: Error, CustomStringConvertible {
  /// Its head does not say what the columns hold.
  case head

  var description: String {
    "the head of the stream does not say what the columns hold: it is not of this version. Drop "
      + "the file again."
  }
}
