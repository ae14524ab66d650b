"""How soon a daemon answers while it has other things to do."""

import http.client
import multiprocessing
import time

from mill import Breach


class Pulse:
    """Asks for `/healthz` all the while, over a connection of its own each time, as monitors do.

    In a process of its own: what this one does meanwhile is no delay of the daemon's.
    """

    PAUSE = 0.02
    # By the plan: D3.
    P99_MAX = 0.2

    def __init__(self, port):
        self.here, there = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=ask, args=(port, there), daemon=True)
        self.process.start()

    def end(self):
        """What came of it, in words; a breach when it was too slow, or did not answer."""
        self.here.send(None)
        taken, failures = self.here.recv()
        self.process.join()
        if failures:
            raise Breach(f"/healthz: {len(failures)} of {len(taken)} failed: {failures[:3]}")
        taken.sort()
        p99 = taken[len(taken) * 99 // 100]
        words = f"/healthz {p99 * 1000:.0f} ms (p99), {taken[-1] * 1000:.0f} ms at most"
        if p99 > self.P99_MAX:
            raise Breach(f"{words} of {len(taken)}")
        return words

    def remove(self):
        self.process.terminate()
        self.process.join()


def ask(port, channel):
    taken, failures = [], []
    while not taken or not channel.poll(Pulse.PAUSE):
        start = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failures.append(answer.status)
        except (OSError, http.client.HTTPException) as error:
            failures.append(repr(error))
        finally:
            connection.close()
        taken.append(time.monotonic() - start)
    channel.send((taken, failures))
