"""D5, D6: hours of work at a low rate, and what grows; work whose daemon is ended again and again."""

import os
import signal
import threading
import time

from mill import Breach, Mill, wait

# Between two ends of the daemon, and how it is ended, in turn.
END_SECONDS = 60
ENDS = (signal.SIGTERM, signal.SIGKILL)
# In an hour, behind the first third: kilobytes of memory, descriptors, threads, watches.
GROWTH_MAX = {"memory": 1024, "descriptors": 0.5, "threads": 0.5, "watches": 0.5}


def sample(mill):
    pid = mill.process.pid
    folder = f"/proc/{pid}/fd"
    descriptors = os.listdir(folder)
    watches = 0
    for name in descriptors:
        try:
            if os.readlink(f"{folder}/{name}").endswith("inotify"):
                with open(f"/proc/{pid}/fdinfo/{name}") as info:
                    watches += info.read().count("inotify wd")
        except OSError:
            pass  # It was closed in between.

    def size(end):
        path = mill.root + "/dropmill.sqlite" + end
        return os.path.getsize(path) / 1024 if os.path.exists(path) else 0

    return {
        "memory": mill.status("VmRSS"), "descriptors": len(descriptors),
        "threads": mill.status("Threads"), "watches": watches, "database": size(""),
        "journal": size("-wal")}


def slope(samples, key):
    """Per hour, as the line of least squares has it."""
    times = [time for time, _ in samples]
    values = [values[key] for _, values in samples]
    middle, mean = sum(times) / len(times), sum(values) / len(values)
    spread = sum((t - middle) ** 2 for t in times)
    return sum((t - middle) * (v - mean) for t, v in zip(times, values)) / spread * 3600


def feed(mill, rate, isOver):
    """Drops so many files a second until it is over."""
    count, start = 0, time.monotonic()
    while not isOver():
        while count < (time.monotonic() - start) * rate:
            mill.drop(f"soak{count}.csv", f"id,name\r\n{count},x\r\n2,y\r\n")
            count += 1
        time.sleep(0.2)


def soak(minutes, rate):
    """Drops so many files a second, with a reload of the rules every minute."""
    mill = Mill().start()
    samples, start = [], time.monotonic()
    end = start + minutes * 60
    feeder = threading.Thread(
        target=feed, args=(mill, rate, lambda: time.monotonic() > end), daemon=True)
    feeder.start()
    try:
        while (now := time.monotonic() - start) < minutes * 60:
            samples.append((now, sample(mill)))
            if int(now) % 60 < 5:
                mill.signal(signal.SIGHUP)
            time.sleep(5)
        feeder.join()
        mill.waitUntilDone(120)
        last = samples[-1][1]
        mill.stop()
        mill.judge()
        behind = samples[len(samples) // 3:]
        slopes = {key: slope(behind, key) for key in last}
        text = ", ".join(f"{key} {last[key]:.0f} ({slopes[key]:+.1f}/h)" for key in last)
        if len(behind) > 100:
            for key, limit in GROWTH_MAX.items():
                if slopes[key] > limit:
                    raise Breach(f"{key} grows by {slopes[key]:.1f} an hour: {text}")
        count = len(mill.dropped)
        per = (last["database"] - samples[0][1]["database"]) / count * 1024
        return f"{count} files in {minutes} minutes, {mill.starts} start; {text}; {per:.0f} bytes of database each"
    finally:
        mill.remove()


def startAgain(mill, ending):
    """Ends the daemon, and returns how long the next one takes until it works."""
    starts, mark = mill.starts, os.path.getsize(mill.log)

    def isUp():
        with open(mill.log, "rb") as log:
            log.seek(mark)
            return b"daemon started" in log.read()

    mill.signal(ending)
    wait(30, lambda: mill.starts > starts, "the supervisor starts another")
    return wait(60, isUp, "the daemon starts")


def restarts(minutes, rate):
    """Files keep coming while the daemon is ended each minute, and started by its supervisor."""
    mill = Mill().start()
    times, isOver = [], threading.Event()
    feeder = threading.Thread(target=feed, args=(mill, rate, isOver.is_set), daemon=True)
    feeder.start()
    try:
        for number in range(int(minutes * 60 / END_SECONDS)):
            time.sleep(END_SECONDS)
            times.append(startAgain(mill, ENDS[number % len(ENDS)]))
        isOver.set()
        feeder.join()
        mill.waitUntilDone(120)
        mill.stop()
        mill.judge()
        size = os.path.getsize(mill.root + "/dropmill.sqlite")
        count = len(mill.dropped)
        return (
            f"{count} files, {len(times)} ends in turn by SIGTERM and SIGKILL; up again after"
            f" {min(times):.2f} to {max(times):.2f} s, the last {times[-1]:.2f} s;"
            f" database {size / 1e6:.1f} MB, {size / count:.0f} bytes a file")
    finally:
        isOver.set()
        mill.remove()


def scenarios(isFull):
    if isFull:
        rate, minutes = (os.environ.get(f"SOAK_{key}") for key in ("RATE", "MINUTES"))
        rate = float(rate or 20)
        yield "D5", "hours of work", lambda: soak(float(minutes or 120), rate)
        yield "D6", "ended each minute", lambda: restarts(float(minutes or 15), rate)
