"""A daemon at work in a workspace of its own, what is dropped there, and what must come of it."""

import ctypes
import mmap
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
# A supervisor starts a daemon again that ended with an error, as Packaging/dropmill.service does.
RESTART_SECONDS = 2


class Breach(Exception):
    """Something did not hold."""


class LeftOut(Exception):
    """This machine does not allow it."""


def wait(seconds, holds, what, every=0.02):
    """Waits until it holds, and returns how long that took."""
    start = time.monotonic()
    while not holds():
        if time.monotonic() - start > seconds:
            raise Breach(f"not within {seconds} s: {what}")
        time.sleep(every)
    return time.monotonic() - start


def table(name, rows=20):
    """A table that is published as it is."""
    return "id,name\r\n" + "".join(f"{n},row {n} of {name}\r\n" for n in range(rows))


class State:
    """What faultpoint.c is told while the program runs."""

    def __init__(self, path):
        with open(path, "wb") as file:
            file.write(bytes(16))
        self._file = open(path, "r+b")
        self._map = mmap.mmap(self._file.fileno(), 16)
        self._words = (ctypes.c_int64 * 2).from_buffer(self._map)

    def fail(self, calls=-1):
        self._words[0] = calls

    def heal(self):
        self._words[0] = 0

    def shift(self, seconds):
        self._words[1] = seconds


class Mill:
    program = None
    shim = None
    killer = None

    def __init__(
            self, root=None, options=(), fault=None, limits=None, wrapper=(), hasWeb=False):
        """fault: the variables of faultpoint.c; limits: words for `prlimit`."""
        self.folder = tempfile.mkdtemp(prefix="dropmill-fault-")
        self.root = root or self.folder + "/mill"
        self.log = self.folder + "/daemon.log"
        open(self.log, "w").close()
        self.options = list(options)
        self.web = ["--listen", "127.0.0.1:0"] if hasWeb else ["--no-web"]
        self.wrapper = list(wrapper) + (["prlimit", *limits] if limits else [])
        self.state = State(self.folder + "/state")
        self.environment = dict(os.environ, NO_COLOR="1")
        if fault is not None:
            self.environment |= {
                "LD_PRELOAD": self.shim, "FAULT_STATE": self.folder + "/state",
                "FAULT_BELOW": self.root + "/"} | fault
        self.dropped = {}
        self.process = None
        self.supervisor = None
        self.isWanted = False
        self.ended = 0.0  # processor seconds of those that ended
        self.starts = 0
        self.command("init", "--quiet")

    # The daemon

    def command(self, *words, check=True, environment=None):
        result = subprocess.run(
            [self.program, *words, "--workspace", self.root], capture_output=True, text=True,
            env=environment, timeout=300)
        if check and result.returncode != 0:
            raise Breach(f"{' '.join(words)} ended with {result.returncode}: {result.stderr[-500:]}")
        return result

    def launch(self, *words):
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                self.wrapper + [
                    self.program, "run", "--workspace", self.root, "--settle", "0.3", *self.web,
                    "--log", "text", *self.options, *words],
                stdout=subprocess.DEVNULL, stderr=log, stdin=subprocess.DEVNULL,
                env=self.environment)
        self.starts += 1

    def start(self):
        """Starts it under a supervisor, and waits until it watches."""
        self.isWanted = True
        before = self.text().count("daemon started")
        self.launch()
        self.supervisor = threading.Thread(target=self.supervise, daemon=True)
        self.supervisor.start()
        wait(60, lambda: self.text().count("daemon started") > before, "the daemon starts")
        return self

    def supervise(self):
        while True:
            _, status, usage = os.wait4(self.process.pid, 0)
            self.process.returncode = os.waitstatus_to_exitcode(status)
            self.ended += usage.ru_utime + usage.ru_stime
            if not self.isWanted:
                return
            with open(self.log, "a") as log:
                log.write(f"supervisor: it ended with {self.process.returncode}\n")
            time.sleep(RESTART_SECONDS)
            if not self.isWanted:
                return
            self.launch()

    def port(self):
        """Where the dashboard is."""
        self.waitForLog(30, r"dashboard: http://127\.0\.0\.1:\d+")
        return int(re.findall(r"dashboard: http://127\.0\.0\.1:(\d+)", self.text())[-1])

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        """Asks it to end, and waits."""
        if not self.isWanted:
            return
        self.isWanted = False
        if self.process.returncode is None:
            os.kill(self.process.pid, signal.SIGTERM)
        self.supervisor.join(30)
        if self.supervisor.is_alive():
            os.kill(self.process.pid, signal.SIGKILL)
            self.supervisor.join()
            raise Breach("it did not end within 30 s of SIGTERM")

    def kill(self):
        self.isWanted = False
        if self.process.returncode is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.supervisor.join()

    def remove(self):
        if self.isWanted:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def text(self):
        with open(self.log, errors="replace") as log:
            return log.read()

    def processor(self):
        """Seconds of processor that all daemons so far have taken."""
        try:
            with open(f"/proc/{self.process.pid}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except OSError:
            return self.ended
        return self.ended + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, key):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(key + r":\s+(\d+)", status.read())[1])

    # What is dropped

    def drop(self, name, text=None, folder=""):
        """As a good program does it: written beside, then renamed."""
        text = table(name) if text is None else text
        inbox = os.path.join(self.root, "inbox", folder)
        hidden = os.path.join(inbox, f".{name}.part")
        with open(hidden, "w", newline="") as file:
            file.write(text)
        os.rename(hidden, os.path.join(inbox, name))
        self.dropped[name] = text

    def drops(self, prefix, count):
        for number in range(count):
            self.drop(f"{prefix}{number}.csv")

    def places(self):
        """Where the dropped files lie: by their names, the places."""
        found = {}
        for _, _, names in os.walk(self.root + "/inbox"):
            for name in names:
                found.setdefault(name, []).append("inbox")
        stages = self.root + "/stages"
        for place in os.listdir(stages):
            if not place.startswith("."):
                for name in self.sources(place):
                    found.setdefault(name, []).append(place)
        return found

    def sources(self, place):
        folder = f"{self.root}/stages/{place}"
        names = []
        for item in os.listdir(folder):
            try:
                names += os.listdir(f"{folder}/{item}/source")
            except OSError:
                pass  # It has just gone on.
        return names

    def isDone(self):
        done = set(self.sources("done"))
        return all(name in done for name in self.dropped)

    def undone(self):
        done = set(self.sources("done"))
        return sorted(name for name in self.dropped if name not in done)

    def waitUntilDone(self, seconds, what="all is done"):
        try:
            return wait(seconds, self.isDone, what, every=0.1)
        except Breach as breach:
            names, found = self.undone(), self.places()
            places = {name: found.get(name, []) for name in names[:3]}
            raise Breach(f"{breach}: {len(names)} are not, {places}") from None

    def waitForLog(self, seconds, pattern, since=0):
        return wait(
            seconds, lambda: re.search(pattern, self.text()[since:]), f"the log says “{pattern}”")

    def judge(self):
        """Each file in one place, and each result whole."""
        found = self.places()
        for name, text in self.dropped.items():
            places = found.get(name, [])
            if len(places) != 1:
                raise Breach(f"{'twice' if places else 'lost'}: {name}: {places}")
            if places != ["done"]:
                raise Breach(f"elsewhere: {name}: {places}")
            result = f"{self.root}/outbox/tabular/default/{name.removesuffix('.csv')}/cleaned.csv"
            try:
                with open(result, newline="") as file:
                    whole = file.read() == text
            except OSError as error:
                raise Breach(f"not published: {name}: {error}") from None
            if not whole:
                raise Breach(f"torn: {result}")
        left = os.listdir(self.root + "/outbox/.building")
        if left:
            raise Breach(f"left in .building: {left}")
