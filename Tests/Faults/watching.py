"""C1 to C3: what the kernel does not tell, and an inbox that goes and comes."""

import os
import shutil
import signal
import subprocess

from mill import LeftOut, Mill, wait

FOUND_MAX = 10


def overflow(rounds):
    """So much happens while it stands still that the kernel's queue does not hold it."""
    with open("/proc/sys/fs/inotify/max_queued_events") as limit:
        queue = int(limit.read())
    worst = 0
    mill = Mill().start()
    try:
        for turn in range(rounds):
            mill.signal(signal.SIGSTOP)
            noise = mill.root + "/inbox/.noise"
            for _ in range(queue // 3 + 100):  # made, closed, removed
                open(noise, "w").close()
                os.remove(noise)
            mill.drops(f"lost{turn}-", 100)
            mill.signal(signal.SIGCONT)
            worst = max(worst, wait(
                FOUND_MAX, lambda: not [n for n in os.listdir(mill.root + "/inbox") if n[0] != "."],
                "all files are taken"))
        mill.waitUntilDone(60)
        mill.stop()
        mill.judge()
        return f"{rounds} rounds, 100 files each, taken within {worst:.1f} s"
    finally:
        mill.remove()


def limits(watches, instances, pattern):
    """The kernel has no watches, or no queues, left for us."""
    wrapper = [
        "unshare", "-Ur", "bash", "-c",
        f"echo {watches} >/proc/sys/user/max_inotify_watches; "
        f"echo {instances} >/proc/sys/user/max_inotify_instances; exec \"$@\"", "_"]
    if subprocess.run(wrapper + ["true"], capture_output=True).returncode != 0:
        raise LeftOut("there are no user namespaces here")
    mill = Mill(options=["--discovery-interval", "1"], wrapper=wrapper)
    for number in range(12):
        os.makedirs(f"{mill.root}/inbox/{number}")
    mill.start()
    try:
        if pattern:
            mill.waitForLog(5, pattern)
        for number in range(12):
            mill.drop(f"deep{number}.csv", folder=str(number))
        took = wait(30, lambda: len(mill.sources("done")) == 12, "all are done")
        mill.stop()
        return f"polled: all done after {took:.1f} s"
    finally:
        mill.remove()


def removed():
    """The inbox is removed, made anew, put in another's place, and mounted over."""
    mill = Mill(options=["--discovery-interval", "1"]).start()
    inbox = mill.root + "/inbox"
    took = []

    def works(prefix):
        mill.drops(prefix, 3)
        took.append(mill.waitUntilDone(20, f"work after it was {prefix}"))

    try:
        works("there")
        shutil.rmtree(inbox)
        wait(5, lambda: not os.path.exists(inbox), "it is gone")
        os.mkdir(inbox)
        works("removed")
        os.rename(inbox, mill.folder + "/away")
        os.mkdir(inbox)
        works("renamed")
        os.mkdir(mill.folder + "/other")
        for name in ("one.csv", "two.csv"):
            text = "id,name\r\n1," + name + "\r\n"
            with open(f"{mill.folder}/other/{name}", "w", newline="") as file:
                file.write(text)
            mill.dropped[name] = text
        os.rename(inbox, mill.folder + "/away2")
        os.rename(mill.folder + "/other", inbox)
        works("replaced")
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", inbox], capture_output=True).returncode == 0:
            works("mounted")
            subprocess.run(["umount", "-l", inbox], check=True)
            works("unmounted")
        mill.stop()
        mill.judge()
        return f"work again after {max(took):.1f} s at most, {len(took)} changes"
    finally:
        subprocess.run(["umount", "-l", inbox], capture_output=True)
        mill.remove()


def scenarios(isFull):
    yield "C1", "the event queue overflows", lambda: overflow(20 if isFull else 1)
    yield "C2", "there are 10 watches", lambda: limits(10, 3, None)
    yield "C2", "there is no event queue", lambda: limits(10, 0, "events unavailable")
    yield "C3", "the inbox goes and comes", removed
