/// A pointer of the library's, usable from any thread.
///
/// The library guards what is done with it; whoever holds it drops it under a lock of its own
/// before it becomes invalid.
struct Handle: @unchecked Sendable {
  // Guarded by the library.
  let pointer: OpaquePointer
}
