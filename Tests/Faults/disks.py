"""B2: disks and limits that are reached for real."""

import errno
import os
import resource
import subprocess
import time

from calls import ALARM, during
from mill import Breach, LeftOut, Mill, table


def sh(line):
    return subprocess.run(["sh", "-c", line], capture_output=True).returncode == 0


class Memory:
    """A file system of its own for a mill."""

    def __init__(self, options):
        if os.geteuid() != 0:
            raise LeftOut("only root can mount")
        self.mill = None
        self.path = subprocess.check_output(["mktemp", "-d", "/tmp/dropmill-disk.XXXXXX"], text=True).strip()
        if not sh(f"mount -t tmpfs -o {options} tmpfs {self.path}"):
            os.rmdir(self.path)
            raise LeftOut("no file system can be mounted here")

    def __enter__(self):
        self.mill = Mill(root=self.path + "/mill")
        return self.mill.start()

    def __exit__(self, *_):
        self.mill.remove()
        sh(f"umount -l {self.path}")
        os.rmdir(self.path)


def full():
    with Memory("size=64m") as mill:
        filler = os.path.dirname(mill.root) + "/filler"
        return during(
            mill, lambda: sh(f"dd if=/dev/zero of={filler} bs=64k; truncate -s -320K {filler}"),
            lambda: os.remove(filler), alarm="disk full")


def too_small():
    """A table that needs more room than there is: the disk must not be written over and over."""
    with Memory("size=64m") as mill:
        mill.drops("before", 3)
        mill.waitUntilDone(30)
        mill.drop("large.csv", table("large", 340_000))
        time.sleep(30)
        attempts = mill.text().count("attempt stopped")
        if not 1 < attempts <= 7:
            raise Breach(f"{attempts} attempts in 30 s")
        sh(f"mount -o remount,size=1g {os.path.dirname(mill.root)}")
        back = mill.waitUntilDone(30, "the large one is done when there is room")
        mill.drops("after", 3)
        mill.waitUntilDone(30)
        mill.stop()
        mill.judge()
        return f"{attempts} attempts in 30 s, done {back:.1f} s behind the making of room"


def without_inodes():
    with Memory("size=64m,nr_inodes=600") as mill:
        folder = os.path.dirname(mill.root) + "/many"

        def fill():
            os.mkdir(folder)
            try:
                for number in range(10_000):
                    open(f"{folder}/{number}", "w").close()
            except OSError as error:
                assert error.errno == errno.ENOSPC
                for number in range(8):  # What is dropped takes some.
                    os.remove(f"{folder}/{number}")

        return during(mill, fill, lambda: sh(f"rm -rf {folder}"), alarm="more files can be made|disk full")


def read_only():
    """As a kernel does to a disk that fails; what is dropped comes before it."""
    with Memory("size=64m") as mill:
        place = os.path.dirname(mill.root)
        mill.drops("before", 2)
        mill.waitUntilDone(60)
        mark = len(mill.text())
        mill.signal(19)  # SIGSTOP: it is not to be done with them before
        mill.drops("during", 4)
        if not sh(f"mount -o remount,ro {place}"):
            mill.signal(18)
            raise LeftOut("it cannot be made read-only while it is in use: EROFS of calls stands for it")
        mill.signal(18)
        said = mill.waitForLog(6, ALARM, mark)
        busy, start = mill.processor(), time.monotonic()
        time.sleep(6)
        busy = (mill.processor() - busy) / (time.monotonic() - start)
        sh(f"mount -o remount,rw {place}")
        back = mill.waitUntilDone(30)
        mill.stop()
        mill.judge()
        if busy > 0.2:
            raise Breach(f"it spins: {busy:.0%}")
        return f"said after {said:.1f} s, {busy:.0%} of a core, back after {back:.1f} s"


def without_descriptors():
    """Each call that needs one fails, as where something else has taken them all."""
    mill = Mill().start()
    try:
        before = resource.prlimit(mill.process.pid, resource.RLIMIT_NOFILE)

        def take():
            count = len(os.listdir(f"/proc/{mill.process.pid}/fd"))
            resource.prlimit(mill.process.pid, resource.RLIMIT_NOFILE, (count - 2, before[1]))

        def give():
            resource.prlimit(mill.process.pid, resource.RLIMIT_NOFILE, before)

        return during(mill, take, give)
    finally:
        mill.remove()


def few_descriptors():
    """What it needs at most: 64, as `ulimit -n 64` leaves it."""
    mill = Mill(limits=["--nofile=64"]).start()
    try:
        mill.drops("few", 200)
        took = mill.waitUntilDone(90)
        most = max(len(os.listdir(f"/proc/{mill.process.pid}/fd")) for _ in range(3))
        mill.stop()
        mill.judge()
        return f"200 files in {took:.1f} s, {most} open at rest"
    finally:
        mill.remove()


def small_files():
    """`ulimit -f`: what would be larger than allowed must not end the daemon."""
    mill = Mill().start()
    try:
        before = resource.prlimit(mill.process.pid, resource.RLIMIT_FSIZE)
        mill.drops("before", 1)
        mill.waitUntilDone(60)
        resource.prlimit(mill.process.pid, resource.RLIMIT_FSIZE, (1 << 20, before[1]))
        mark = len(mill.text())
        rows = "".join(f"{n},{'text of a row ' * 20}\r\n" for n in range(20_000))
        mill.drop("large.csv", "id,name\r\n" + rows)
        said = mill.waitForLog(10, ALARM, mark)
        starts = mill.starts
        resource.prlimit(mill.process.pid, resource.RLIMIT_FSIZE, before)
        back = mill.waitUntilDone(60)
        mill.stop()
        if starts != 1:
            raise Breach("it was ended by it")
        return f"said after {said:.1f} s, back after {back:.1f} s"
    finally:
        mill.remove()


def scenarios(isFull):
    yield "B2", "the disk is full", full
    if isFull:
        yield "B2", "a table needs more room than there is", too_small
    yield "B2", "no file can be made any more", without_inodes
    if isFull:
        yield "B2", "the disk becomes read-only", read_only
    yield "B2", "there are no descriptors", without_descriptors
    if isFull:
        yield "B2", "there are 64 descriptors", few_descriptors
        yield "B2", "files may not be large", small_files
