"""Prints the names that a watchman of its own reports to a subscription."""
import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile

place = tempfile.mkdtemp(prefix="watchman-")
options = [f"--sockname={place}/socket", f"--statefile={place}/state", f"--logfile={place}/log", f"--pidfile={place}/pid"]
server = subprocess.Popen(["watchman", *options, "--foreground", "--no-save-state"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
atexit.register(server.terminate)
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
while not os.path.exists(f"{place}/socket"):
    if server.poll() is not None:
        sys.exit("watchman does not start")
base = ["watchman", *options, "--no-spawn"]
subprocess.run([*base, "watch", sys.argv[1]], check=True, stdout=subprocess.DEVNULL)
query = json.dumps(["subscribe", sys.argv[1], "names", {"expression": ["type", "f"], "fields": ["name"]}])
client = subprocess.Popen([*base, "-j", "-p", "--no-pretty"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
client.stdin.write(query + "\n")
client.stdin.flush()
for line in client.stdout:
    names = json.loads(line).get("files", [])
    if names:
        print("\n".join(names), flush=True)
