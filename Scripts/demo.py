"""A daemon with a workspace of its own and something in it, for pictures and for browser tests."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Demo:
    """Starts `dropmill run` on a port of 127.0.0.1 that is free."""

    def __init__(self, program, first_run=None):
        self.program, self.first_run = os.path.abspath(program), first_run
        self.folder = tempfile.mkdtemp(prefix="dropmill-demo-")
        self.port, self.link, self.process = 0, None, None
        subprocess.run([self.program, "init", self.folder, "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
        self.start()

    def start(self):
        command = [self.program, "run", "--workspace", self.folder, "--settle", "0.1s",
                   "--listen", f"127.0.0.1:{self.port}", "--color", "never"]
        if self.first_run:
            command += ["--first-run", self.first_run]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        self.lines = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait(lambda: self._find(r"dashboard: (http://127\.0\.0\.1:(\d+))/"), 30)
        self.address = self._find(r"dashboard: (http://127\.0\.0\.1:\d+)/")
        self.port = int(self.address.rsplit(":", 1)[1])
        if not self.link:
            self._wait(lambda: self._find(r"(http://\S+/welcome/\S+)"), 10)
            self.link = self._find(r"(http://\S+/welcome/\S+)")

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    def _find(self, pattern):
        found = re.search(pattern, "".join(self.lines))
        return found.group(1) if found else None

    def _wait(self, condition, seconds):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("the daemon did not start:\n" + "".join(self.lines))
            time.sleep(0.02)

    def drop(self, path, text):
        """Puts a file into the inbox, whole."""
        target = os.path.join(self.folder, "inbox", path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        hidden = os.path.join(os.path.dirname(target), ".part")
        with open(hidden, "w") as file:
            file.write(text)
        os.rename(hidden, target)

    def quiet(self, seconds=120):
        """Waits until nothing is in the inbox and nothing is under way."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self._busy():
                time.sleep(0.4)
                if not self._busy():
                    return
            time.sleep(0.1)
        raise RuntimeError("the daemon is still at work")

    def _busy(self):
        for _, folders, files in os.walk(os.path.join(self.folder, "inbox")):
            if any(not name.startswith(".") for name in files):
                return True
        stages = os.path.join(self.folder, "stages")
        return any(
            os.listdir(os.path.join(stages, stage))
            for stage in ["ingest", "process", "nlg", "qa", "publish"])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
