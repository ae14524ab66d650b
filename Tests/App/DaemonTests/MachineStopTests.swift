import Files
import Foundation
import TestSupport
import Testing

@testable import Daemon

@Suite struct `A stop of the machine` {
  private let first = MachineStop.Boot(id: "one", start: Date(timeIntervalSince1970: 1000))
  private let second = MachineStop.Boot(id: "two", start: Date(timeIntervalSince1970: 2000))
  private let third = MachineStop.Boot(id: "three", start: Date(timeIntervalSince1970: 3000))

  @Test func `in the middle of the work is noticed by the next start`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    #expect(try MachineStop(note, first).suspectBefore == nil)
    #expect(try MachineStop(note, second).suspectBefore == second.start)
  }

  @Test func `is none when the daemon had ended by itself`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    try MachineStop(note, first).end()
    #expect(try FileStatus.ifPresent(note) == nil)
    #expect(try MachineStop(note, second).suspectBefore == nil)
  }

  @Test func `is none when the daemon alone was killed`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    _ = try MachineStop(note, first)
    #expect(try MachineStop(note, first).suspectBefore == nil)
  }

  @Test func `is remembered while the machine runs, however the daemon ends`() throws {
    let place = try TemporaryDirectory()
    let note = place.path / "boot"
    _ = try MachineStop(note, first)
    let stop = try MachineStop(note, second)
    #expect(try MachineStop(note, second).suspectBefore == second.start)
    try stop.end()
    #expect(try MachineStop(note, second).suspectBefore == second.start)
    #expect(try MachineStop(note, third).suspectBefore == third.start)
  }

  @Test func `is told by the kernel`() throws {
    let boot = try #require(MachineStop.Boot.current)
    #expect(boot.id.count == 36)
    #expect(boot.start < Date())
    #expect(MachineStop.Boot.current == boot)
  }
}
