"""E1, E2, F2: the date jumps, the machine sleeps, and a second daemon comes."""

import os
import signal
import subprocess
import time

from mill import Breach, Mill, wait

DAY = 86_400
# To the second before 2038 ends 32-bit seconds, computed where it is used.
JUMPS = [-2 * DAY, 366 * DAY, 0, 3600, -3600]


def jumps():
    """The date goes back and forth under a daemon at work; durations are none of its business."""
    mill = Mill(fault={}).start()
    try:
        for turn, seconds in enumerate(JUMPS + [2**31 - int(time.time()) - 5]):
            mill.drops(f"jump{turn}a-", 3)
            mill.state.shift(seconds)
            mill.drops(f"jump{turn}b-", 3)
            mill.waitUntilDone(30, f"work after a jump of {seconds} s")
        if "rescued" in mill.text():
            raise Breach("a lease was taken from its holder")
        mill.stop()
        mill.judge()
        return f"{turn + 1} jumps"
    finally:
        mill.remove()


def restart_in_the_past():
    """A machine whose date is wrong until the network tells it."""
    mill = Mill(fault={}).start()
    try:
        mill.drops("now", 3)
        mill.waitUntilDone(30)
        mill.stop()
        mill.state.shift(-3 * 365 * DAY)
        mill.start()
        mill.drops("past", 3)
        mill.waitUntilDone(30, "work in the past")
        mill.state.shift(0)
        mill.drops("again", 3)
        mill.waitUntilDone(30, "work when the date is right again")
        mill.stop()
        mill.judge()
        return "three years and back"
    finally:
        mill.remove()


def sleeps(rounds, seconds):
    """It stands still in the midst of its work, and goes on."""
    mill = Mill().start()
    try:
        for turn in range(rounds):
            mill.drops(f"sleep{turn}-", 30)
            time.sleep(0.35 + turn * 0.05)
            mill.signal(signal.SIGSTOP)
            time.sleep(seconds)
            mill.signal(signal.SIGCONT)
            mill.waitUntilDone(30, "work after a sleep")
        mill.stop()
        mill.judge()
        return f"{rounds} times {seconds} s"
    finally:
        mill.remove()


def second():
    """Two daemons on one workspace, and the lock of one that was killed."""
    mill = Mill().start()
    try:
        started = time.monotonic()
        other = subprocess.run(
            [mill.program, "run", "--workspace", mill.root, "--no-web"], capture_output=True,
            text=True, timeout=30)
        took = time.monotonic() - started
        lines = [line for line in other.stderr.splitlines() if "one workspace has one daemon" in line]
        if other.returncode == 0 or len(lines) != 1:
            raise Breach(f"the second ended with {other.returncode}: {other.stderr}")
        mill.drops("one", 5)
        mill.waitUntilDone(30)
        mill.kill()
        mill.start()
        mill.drops("two", 5)
        mill.waitUntilDone(30)
        mill.stop()
        mill.judge()
        return f"refused with code {other.returncode} after {took:.1f} s; a stale lock is none"
    finally:
        mill.remove()


def scenarios(isFull):
    yield "E1", "the date jumps", jumps
    yield "E1", "the date is wrong at the start", restart_in_the_past
    yield "E2", "the machine sleeps", lambda: sleeps(5, 60) if isFull else sleeps(1, 5)
    yield "F2", "a second daemon comes", second
