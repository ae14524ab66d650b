"""Puts COUNT tasks into huey's queue in SQLite and takes them out again; prints the tasks a second.

Each is durable when its call returns, as a row of ours is: `fsync` is on.
"""
import sys
import time

from huey.storage import SqliteStorage

path, count = sys.argv[1], int(sys.argv[2])
store = SqliteStorage(name="bench", filename=path, fsync=True)
start = time.monotonic()
for number in range(count):
    store.enqueue(b"item %d" % number)
for number in range(count):
    if store.dequeue() is None:
        sys.exit("a task is lost")
print(count / (time.monotonic() - start))
