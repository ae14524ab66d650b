import Files
import Foundation
import TestSupport
import Testing

@testable import Daemon

@Suite struct `A stop of the machine` {
  private let first = MachineStop.Boot(id: "one", start: Date(timeIntervalSince1970: 1000))
  private let second = MachineStop.Boot(id: "two", start: Date(timeIntervalSince1970: 2000))
  private let third = MachineStop.Boot(id: "three", start: Date(timeIntervalSince1970: 3000))

  /// As a daemon does when it has mended what it found.
  private func begun(_ note: Path, _ boot: MachineStop.Boot) throws -> MachineStop {
    let stop = try MachineStop(note, boot)
    try stop.begin()
    return stop
  }

  @Test func `in the middle of the work is noticed by the next start`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    let earlier = try begun(note, first)
    #expect(earlier.suspectBefore == nil && !earlier.wasUnderWork)
    let stop = try MachineStop(note, second)
    #expect(stop.suspectBefore == second.start && stop.wasUnderWork)
  }

  @Test func `is none when the daemon had ended by itself`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    try begun(note, first).end()
    #expect(try FileStatus.ifPresent(note) == nil)
    let stop = try MachineStop(note, second)
    #expect(stop.suspectBefore == nil && !stop.wasUnderWork)
  }

  @Test func `is none when the daemon alone was killed`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    _ = try begun(note, first)
    let stop = try MachineStop(note, first)
    #expect(stop.suspectBefore == nil && !stop.wasUnderWork)
  }

  @Test func `is found again by the next start when the first one was killed before it had mended`()
    throws
  {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    _ = try begun(note, first)
    _ = try MachineStop(note, second)
    let stop = try MachineStop(note, second)
    #expect(stop.suspectBefore == second.start && stop.wasUnderWork)
  }

  /// What is suspect stays so; what was broken is mended once, and crashes count again.
  @Test func `is mended once, and its files stay suspect`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    _ = try begun(note, first)
    let stop = try begun(note, second)
    let again = try MachineStop(note, second)
    #expect(again.suspectBefore == second.start && !again.wasUnderWork)
    try stop.end()
    let later = try begun(note, second)
    #expect(later.suspectBefore == second.start && !later.wasUnderWork)
    try later.end()
    let afterReboot = try MachineStop(note, third)
    #expect(afterReboot.suspectBefore == second.start && !afterReboot.wasUnderWork)
  }

  @Test func `is told by the kernel`() throws {
    let boot = try #require(MachineStop.Boot.current)
    #expect(boot.id.count == 36)
    #expect(boot.start < Date())
    #expect(MachineStop.Boot.current == boot)
  }
}
