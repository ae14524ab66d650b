"""D5: hours of work at a low rate, and what grows."""

import os
import time

from mill import Breach, Mill

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


def soak(minutes, rate):
    """Drops so many files a second, with a reload of the rules every minute."""
    mill = Mill().start()
    samples, count, start = [], 0, time.monotonic()
    try:
        while (now := time.monotonic() - start) < minutes * 60:
            while count < now * rate:
                name = f"soak{count}.csv"
                mill.drop(name, f"id,name\r\n{count},x\r\n2,y\r\n")
                count += 1
            samples.append((now, sample(mill)))
            if int(now) % 60 < 5:
                mill.signal(1)  # SIGHUP
            time.sleep(5)
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
        per = (last["database"] - samples[0][1]["database"]) / count * 1024
        return f"{count} files in {minutes} minutes, {mill.starts} start; {text}; {per:.0f} bytes of database each"
    finally:
        mill.remove()


def scenarios(isFull):
    minutes = float(os.environ.get("SOAK_MINUTES", 120))
    if isFull:
        yield "D5", "hours of work", lambda: soak(minutes, float(os.environ.get("SOAK_RATE", 20)))
