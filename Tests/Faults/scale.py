"""A long history: whether all stays as quick as on the first day."""

import os
import sqlite3
import time

from mill import Breach, Mill, wait

# Seconds that a command may take beside a million items.
COMMAND_MAX = 1.0
# So many seconds ago a history began; a hundred items a second came since.
PAST = 1_000_000

FILL = """
with recursive n(i) as (select :first union all select i + 1 from n where i < :last)
insert into item(id, name, origin, worker, route, business, rule, fingerprint, size, received,
  place, outcome, reason, finished, published, records, removed)
select i, 'past' || i || '.csv', 'past' || i || '.csv', 'tabular', 'tables',
  'business' || (i % :businesses), 'tables', printf('%064x', i), 1000, :time + i / 100.0,
  'done', case when i % 1000 = 7 then 'rejected' else 'published' end, null, :time + i / 100.0 + 1,
  'tabular/business' || (i % :businesses) || '/past' || i, 20, :time
from n
"""
JOBS = """
with recursive n(i) as (select :first union all select i + 1 from n where i < :last)
insert into job(item, stage, state, rule, priority, available_at)
select i, 'publish', 'completed', 'tables', 0, :time from n
"""


def fill(mill, first, last, businesses=1000):
    """Writes a history straight into the tables: what has long been done, originals removed."""
    database = sqlite3.connect(mill.root + "/dropmill.sqlite")
    values = {"first": first, "last": last, "businesses": businesses, "time": time.time() - PAST}
    with database:
        database.execute(FILL, values)
        database.execute(JOBS, {key: values[key] for key in ("first", "last", "time")})
    database.close()


def timed(run):
    start = time.monotonic()
    result = run()
    return result, time.monotonic() - start


def history(count):
    """Commands and one day's work beside so long a history."""
    mill = Mill().start()
    times = {}
    try:
        mill.drops("first", 3)
        mill.waitUntilDone(60)
        mill.stop()
        fill(mill, 1000, 999 + count)
        _, times["start"] = timed(mill.start)
        size = os.path.getsize(mill.root + "/dropmill.sqlite") / 1e6
        for words in (
            ["status"], ["status", "--json", "--limit", "100"], ["status", "--failed"],
            ["status", "--business", "business7"], ["show", "1000"], ["show", str(999 + count)],
            ["doctor"]):
            result, took = timed(lambda: mill.command(*words, check=False))
            if result.returncode == 2:
                continue  # This version has no such option.
            times[" ".join(words)] = took
        for number in range(200):
            mill.drop(f"today{number}.csv", f"id,name\r\n{number},x\r\n")
        times["200 files"] = mill.waitUntilDone(60)
        memory = mill.status("VmHWM") / 1024
        _, times["stop"] = timed(mill.stop)
        mill.judge()
        slow = {key: took for key, took in times.items()
                if took > COMMAND_MAX and key not in ("start", "200 files", "stop")}
        text = ", ".join(f"{key} {took:.2f} s" for key, took in times.items())
        if slow:
            raise Breach(f"slow beside {count} items: {text}")
        return f"{count} items, {size:.0f} MB: {text}; {memory:.0f} MB at most"
    finally:
        mill.remove()


def begin(database):
    """Begins to write as soon as nobody else does; SQLite itself would look ever more seldom."""
    while True:
        try:
            return database.execute("begin immediate")
        except sqlite3.OperationalError:
            time.sleep(0.001)


def shrunk(count):
    """Of so many items three in four are forgotten at work, and their room goes back to the disk."""
    mill = Mill().start()
    path = mill.root + "/dropmill.sqlite"
    try:
        mill.drops("first", 3)
        mill.waitUntilDone(60)
        mill.stop()
        fill(mill, 1000, 999 + count)
        with open(mill.root + "/dropmill.yaml", "a") as settings:
            settings.write(f"keep: {{history: {PAST - count * 3 // 4 // 100} s}}\n")
        before = os.path.getsize(path)
        mill.start()
        other = sqlite3.connect(path, isolation_level=None, timeout=0)
        waits, start = [], time.monotonic()
        while "room of the database given back" not in mill.text():
            if time.monotonic() - start > 600:
                raise Breach("the room is not given back within 600 s")
            _, took = timed(lambda: begin(other))
            other.execute("rollback")
            waits.append(took)
            if len(waits) % 20 == 0:
                mill.drop(f"beside{len(waits)}.csv")
            time.sleep(0.05)
        took = time.monotonic() - start
        if "history cut" not in mill.text():
            raise Breach("room was given back of what nobody forgot")
        other.close()
        mill.waitUntilDone(60)
        mill.stop()
        mill.judge()
        after = os.path.getsize(path)
        if after > before / 2:
            raise Breach(f"{before / 1e6:.0f} MB are {after / 1e6:.0f} MB still")
        waits.sort()
        return (f"{count} items: {before / 1e6:.0f} MB before, {after / 1e6:.0f} MB after {took:.0f} s;"
                f" of {len(waits)} writers half waited {waits[len(waits) // 2] * 1000:.1f} ms, one in a"
                f" hundred {waits[-1 - len(waits) // 100] * 1000:.0f} ms, the last {waits[-1] * 1000:.0f} ms")
    finally:
        mill.remove()


def flat(sizes, batch):
    """The price of an item beside longer and longer histories: processor, not time."""
    mill = Mill().start()
    prices, last = [], 1000
    try:
        mill.drops("warm", 50)
        mill.waitUntilDone(60)
        for turn, size in enumerate(sizes):
            mill.stop()
            last = max(last, int(sqlite3.connect(mill.root + "/dropmill.sqlite").execute(
                "select max(id) from item").fetchone()[0]))
            have = sqlite3.connect(mill.root + "/dropmill.sqlite").execute(
                "select count(*) from item").fetchone()[0]
            if size > have:
                fill(mill, last + 1, last + size - have)
            mill.start()
            mill.drops(f"rest{turn}-", 20)
            mill.waitUntilDone(60)
            before = mill.processor()
            for number in range(batch):
                mill.drop(f"flat{turn}-{number}.csv", f"id,name\r\n{number},{turn}\r\n")
            mill.waitUntilDone(300)
            prices.append((mill.processor() - before) / batch * 1000)
        mill.stop()
        mill.judge()
        text = ", ".join(f"{size}: {price:.2f} ms" for size, price in zip(sizes, prices))
        if max(prices) > 1.5 * prices[0]:
            raise Breach(f"an item costs more beside a longer history: {text}")
        return text
    finally:
        mill.remove()


def directories(count):
    """An inbox of so many directories: all are watched, and a file in any is taken at once."""
    mill = Mill()
    for number in range(count):
        os.makedirs(f"{mill.root}/inbox/{number // 100}/{number % 100}")
    _, took = timed(mill.start)
    try:
        time.sleep(3)
        before, start = mill.processor(), time.monotonic()
        time.sleep(10)
        idle = (mill.processor() - before) / (time.monotonic() - start)
        for number in range(0, count, max(1, count // 100)):
            mill.drop(f"deep{number}.csv", folder=f"{number // 100}/{number % 100}")
        found = wait(30, lambda: len(mill.sources("done")) == len(mill.dropped), "all are done")
        memory = mill.status("VmRSS") / 1024
        mill.stop()
        return (f"{count}: started in {took:.1f} s, {idle:.1%} of a core at rest, {memory:.0f} MB, "
                f"{len(mill.dropped)} files done after {found:.1f} s")
    finally:
        mill.remove()


def businesses(count):
    """Each with a folder, a rule's business and results of its own."""
    mill = Mill().start()
    try:
        names = [f"firm{number}" for number in range(count)]
        for name in names:
            os.makedirs(f"{mill.root}/inbox/tabular/{name}")
        before = mill.processor()
        start = time.monotonic()
        for name in names:
            hidden = f"{mill.root}/inbox/tabular/{name}/.t"
            with open(hidden, "w", newline="") as file:
                file.write(f"id,name\r\n1,{name}\r\n")
            os.rename(hidden, f"{mill.root}/inbox/tabular/{name}/t.csv")
        wait(300, lambda: len(os.listdir(mill.root + "/stages/done")) == count, "all are done", 0.5)
        took, busy = time.monotonic() - start, mill.processor() - before
        for name in names:
            with open(f"{mill.root}/outbox/tabular/{name}/t/cleaned.csv", newline="") as file:
                if file.read() != f"id,name\r\n1,{name}\r\n":
                    raise Breach(f"{name} got what is another's")
        _, status = timed(lambda: mill.command("status"))
        mill.stop()
        return (f"{count} in {took:.0f} s, {busy / count * 1000:.1f} ms of processor each, "
                f"status {status:.2f} s, nothing mixed up")
    finally:
        mill.remove()


def scenarios(isFull):
    yield "S1", "a long history", lambda: history(1_000_000 if isFull else 20_000)
    if isFull:
        yield "S5", "room of deleted rows", lambda: shrunk(1_000_000)
        yield "S2", "the price of an item", lambda: flat([1_000, 10_000, 100_000, 1_000_000], 1000)
        yield "S3", "many directories", lambda: directories(10_000)
    yield "S4", "many businesses", lambda: businesses(1_000 if isFull else 100)
