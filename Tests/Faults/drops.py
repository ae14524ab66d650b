"""D1 to D4: files as people put them down: slowly, in pieces, over each other, many, and large."""

import os
import threading
import time

from mill import Breach, Mill, table, wait
from pulse import Pulse


def slow(seconds, writers):
    """A byte now and then, with a pause in the middle; the file is open all the while."""
    mill = Mill().start()
    try:
        def write(number):
            name = f"slow{number}.csv"
            text = table(name)
            mill.dropped[name] = text
            step = max(1, len(text) // 20)
            with open(f"{mill.root}/inbox/{name}", "wb", buffering=0) as file:
                for start in range(0, len(text), step):
                    file.write(text[start:start + step].encode())
                    time.sleep(seconds / 20 if start != 10 * step else seconds / 2)

        threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
        for thread in threads:
            thread.start()
        early = 0
        while any(thread.is_alive() for thread in threads):
            early = max(early, len(mill.sources("done")))
            time.sleep(0.2)
            if early and sum(thread.is_alive() for thread in threads) == writers:
                raise Breach("one was taken while it was written")
        took = mill.waitUntilDone(30)
        mill.stop()
        mill.judge()
        return f"{writers} writers, {seconds * 1.5:.0f} s each, none early, done {took:.1f} s behind"
    finally:
        mill.remove()


MARKED = """rules:
  - name: marked
    match: {name: "marked*.csv"}
    worker: tabular
    complete: {marker: .done}
"""


def ways():
    """Half written then renamed, linked in, marked, appended to, written over, held open."""
    mill = Mill()
    with open(mill.root + "/rules/01-marked.yaml", "w") as file:
        file.write(MARKED)
    mill.start()
    inbox = mill.root + "/inbox"

    def expect(name):
        mill.dropped[name] = table(name)
        return mill.dropped[name]

    try:
        for turn in range(10):
            name = f"renamed{turn}.csv"
            with open(f"{inbox}/{name}.part", "w", newline="") as file:
                file.write(expect(name))
            os.rename(f"{inbox}/{name}.part", f"{inbox}/{name}")

            name, beside = f"linked{turn}.csv", f"{mill.folder}/linked"
            with open(beside, "w", newline="") as file:
                file.write(expect(name))
            os.link(beside, f"{inbox}/{name}")
            os.unlink(beside)

            name = f"appended{turn}.csv"
            text = expect(name)
            with open(f"{inbox}/{name}", "w", newline="") as file:
                file.write(text[:100])
                file.flush()
                file.write(text[100:])

            name = f"marked{turn}.csv"  # Closed behind each piece: only its marker says more.
            text = expect(name)
            for start in range(0, len(text), 100):
                with open(f"{inbox}/{name}", "a", newline="") as file:
                    file.write(text[start:start + 100])
                time.sleep(0.01)
            open(f"{inbox}/{name}.done", "w").close()

            name = f"over{turn}.csv"  # The last of several, each renamed over the one before.
            for version in range(5):
                with open(f"{inbox}/.over", "w", newline="") as file:
                    file.write(expect(name) if version == 4 else f"id,name\r\n{version},old\r\n")
                os.rename(f"{inbox}/.over", f"{inbox}/{name}")
        held = open(f"{inbox}/held.csv", "w", newline="")
        text = expect("held.csv")
        held.write(text[:50])
        held.flush()
        time.sleep(3)
        if mill.places()["held.csv"] != ["inbox"]:
            raise Breach("one that was open was taken")
        held.write(text[50:])
        held.close()
        mill.waitUntilDone(60)
        mill.stop()
        mill.judge()
        return f"{len(mill.dropped)} files in 6 ways, each whole"
    finally:
        mill.remove()


def overwritten():
    """One name again and again, also while it is at work: what is published was dropped whole."""
    mill = Mill().start()
    path = f"{mill.root}/outbox/tabular/default/same/cleaned.csv"
    versions = ["id,name\r\n" + f"{n},version {n}\r\n" * 200 for n in range(40)]
    try:
        seen = set()
        for turn, text in enumerate(versions):
            with open(f"{mill.root}/inbox/.same", "w", newline="") as file:
                file.write(text)
            os.rename(f"{mill.root}/inbox/.same", f"{mill.root}/inbox/same.csv")
            time.sleep(0.5 if turn % 4 == 3 else 0.02)
            if os.path.exists(path):
                with open(path, newline="") as file:
                    seen.add(file.read())
        wait(30, lambda: os.path.exists(path) and open(path, newline="").read() == versions[-1],
             "the last version is published")
        if not seen <= set(versions):
            raise Breach("something was published that nobody dropped")
        mill.stop()
        return f"40 versions, {len(seen)} seen published, each whole, the last stays"
    finally:
        mill.remove()


def many(count):
    """A burst; memory stays small, all are published, and it answers all the while."""
    mill = Mill(hasWeb=True).start()
    pulse = Pulse(mill.port())
    try:
        peak, start = 0, time.monotonic()
        before = mill.processor()
        for number in range(count):
            name = f"many{number}.csv"
            mill.drop(name, f"id,name\r\n{number},x\r\n")
        created = time.monotonic() - start
        done, quiet = 0, time.monotonic()
        while done < count:
            now = len(os.listdir(mill.root + "/stages/done"))
            if now > done:
                done, quiet = now, time.monotonic()
            if time.monotonic() - quiet > 60:
                raise Breach(f"{done} of {count} and no more for a minute")
            time.sleep(1)
        took = time.monotonic() - start
        peak = mill.status("VmHWM") / 1024
        busy = mill.processor() - before
        answered = pulse.end()
        mill.stop()
        mill.judge()
        if peak > 300:
            raise Breach(f"{peak:.0f} MB resident at most")
        return (f"{count} made in {created:.0f} s, done in {took:.0f} s ({count / took:.0f}/s, "
                f"{busy / count * 1000:.2f} ms of processor each), {peak:.0f} MB at most, {answered}")
    finally:
        pulse.remove()
        mill.remove()


def large(megabytes):
    """A table far larger than memory may be; it must not be held in it."""
    mill = Mill().start()
    try:
        mill.drops("idle", 2)
        mill.waitUntilDone(60)
        idle = mill.status("VmRSS") / 1024
        block = "".join(f"{n},{'text of a row that is there for its length' * 2}\r\n" for n in range(11_000))
        hidden = mill.root + "/inbox/.large"
        with open(hidden, "w", newline="") as file:
            file.write("id,name\r\n")
            for _ in range(megabytes * 1_000_000 // len(block)):
                file.write(block)
        size = os.path.getsize(hidden)
        start, before = time.monotonic(), mill.processor()
        os.rename(hidden, mill.root + "/inbox/large.csv")
        peak = 0

        def isDone():
            nonlocal peak
            peak = max(peak, mill.status("VmRSS") / 1024)
            return "large.csv" in mill.sources("done")

        wait(max(600, megabytes), isDone, "the large one is done", every=0.2)
        took, busy = time.monotonic() - start, mill.processor() - before
        published = os.path.getsize(f"{mill.root}/outbox/tabular/default/large/cleaned.csv")
        mill.stop()
        if published != size:
            raise Breach(f"{published} bytes published of {size}")
        if peak - idle > 150:
            raise Breach(f"{peak - idle:.0f} MB above idle")
        return (f"{size / 1e9:.1f} GB in {took:.0f} s, {busy:.0f} s of processor, "
                f"{peak - idle:.0f} MB above idle ({idle:.0f})")
    finally:
        mill.remove()


def scenarios(isFull):
    yield "D1", "files are written slowly", lambda: slow(40 if isFull else 2, 50 if isFull else 10)
    yield "D2", "files come in all ways", ways
    yield "D2", "a file is written over at work", overwritten
    yield "D3", "many files at once", lambda: many(100_000 if isFull else 1_000)
    yield "D4", "a large file", lambda: large(10_000 if isFull else 50)
