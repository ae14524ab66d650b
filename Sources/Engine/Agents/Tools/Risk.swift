/// What a tool may do to the world.
package enum Risk: String, Sendable, CaseIterable, Codable {
  /// It looks, or changes what is ours and can be changed back.
  case safe
  /// It reaches people, or changes what is somebody else's.
  case moderate
  /// It cannot be taken back.
  case high

  /// Whether a person is asked before it is done.
  package var needsApproval: Bool { self != .safe }
}
