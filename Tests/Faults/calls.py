"""B1, B3: calls that fail, one by one and all for a while."""

import errno
import random
import re
import time

from mill import Breach, Mill, wait

# How much processor a daemon may take that can do nothing, of one core.
BUSY_MAX = 0.2
# Seconds until the log says what is wrong, and until all is well again behind its end.
ALARM_MAX = 5
BACK_MAX = 30
# A file is whole so long after it was dropped; only then anything can go wrong with it.
SETTLE = 0.5

# What calls say on broken, full, locked and crowded machines.
LIVE = [
    ("sync", "EIO"), ("unlink", "EIO"), ("open", "EMFILE"), ("write", "ENOSPC"),
    ("rename", "EROFS"), ("write", "EIO"), ("open", "EIO"), ("mkdir", "EDQUOT"),
    ("mkdir", "EROFS"), ("open", "EROFS"), ("rename", "EIO"), ("rename", "ENOSPC"),
    ("open", "ENOMEM"), ("write", "EDQUOT"), ("sync", "ENOSPC"),
    ("link", "EIO"), ("open", "ENFILE"), ("unlink", "EROFS"), ("mkdir", "EIO"),
]
LIVE_QUICK = 2


ALARM = "error |warning "
# Seconds that a fault lasts once it was told.
FAULT_SECONDS = 6


def during(mill, begin, end, alarm=ALARM, drops=4):
    """A fault under a daemon at work: it says so, does not spin, and all is well behind it.

    Where nothing was hindered nothing need be said.
    """
    mill.drops("before", 2)
    mill.waitUntilDone(60)
    mark = len(mill.text())
    begin()
    mill.drops("during", drops)
    said = wait(
        ALARM_MAX + SETTLE, lambda: re.search(alarm, mill.text()[mark:]) or mill.isDone(),
        f"the log says “{alarm}”")
    busy, start = mill.processor(), time.monotonic()
    time.sleep(FAULT_SECONDS)
    busy = (mill.processor() - busy) / (time.monotonic() - start)
    end()
    back = mill.waitUntilDone(BACK_MAX, "back to work")
    mill.drops("after", 2)
    mill.waitUntilDone(BACK_MAX, "what comes behind it is done")
    mill.stop()
    mill.judge()
    if busy > BUSY_MAX:
        raise Breach(f"it spins: {busy:.0%} of a core")
    return f"said after {said:.1f} s, {busy:.0%} of a core, back after {back:.1f} s"


def live(call, code):
    mill = Mill(fault={"FAULT_CALLS": call, "FAULT_ERRNO": str(getattr(errno, code))}).start()
    try:
        return during(mill, mill.state.fail, mill.state.heal)
    finally:
        mill.remove()


def interrupted(call):
    """EINTR now and then is nobody's business."""
    mill = Mill(fault={"FAULT_CALLS": call, "FAULT_ERRNO": str(errno.EINTR)}).start()
    try:
        for number in range(10):
            mill.state.fail(2)
            mill.drop(f"interrupted{number}.csv")
        took = mill.waitUntilDone(BACK_MAX)
        mill.stop()
        mill.judge()
        return f"done after {took:.1f} s"
    finally:
        mill.remove()


def single(count):
    """The Nth call of a kind fails once, in a run of its own; the next run goes on."""
    kinds = {"open": 60, "write": 200, "sync": 20, "rename": 20, "mkdir": 20, "unlink": 8}
    plan = [
        (call, code, number) for call, calls in kinds.items() for code in ("EIO", "ENOSPC", "EINTR")
        for number in range(1, calls + 1)]
    random.Random(7).shuffle(plan)
    plan = plan[:count]
    for call, code, number in plan:
        once(call, code, number)
    return f"{len(plan)} runs"


def once(call, code, number):
    mill = Mill(fault={
        "FAULT_CALLS": call, "FAULT_ERRNO": str(getattr(errno, code)), "FAULT_AT": str(number)})
    try:
        mill.drops("one", 3)
        mill.launch("--once")
        mill.process.wait(120)
        mill.environment.pop("LD_PRELOAD")
        if not mill.isDone():
            mill.launch("--once")
            mill.process.wait(120)
        try:
            mill.judge()
        except Breach as breach:
            raise Breach(f"{call} {code} at {number}: {breach}\n{mill.text()[-800:]}") from None
    finally:
        mill.remove()


def scenarios(isFull):
    for call, code in LIVE if isFull else LIVE[:LIVE_QUICK]:
        yield "B1", f"{call} says {code} for a while", lambda c=call, e=code: live(c, e)
    for call in ("open", "write", "sync") if isFull else ("write",):
        yield "B1", f"{call} says EINTR now and then", lambda c=call: interrupted(c)
    yield "B1", "one call fails once", lambda: single(984 if isFull else 10)
