"""Requests to a server under test: proper ones with a session or a token, and bytes as they are."""

import http.client
import re
import socket
import time
import urllib.parse


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def __getitem__(self, name):
        return self.headers.get(name) or ""

    @property
    def text(self):
        return self.body.decode(errors="replace")


class Server:
    def __init__(self, address):
        parts = urllib.parse.urlparse(address)
        self.host, self.port = parts.hostname, parts.port
        self.origin = f"http://{self.host}:{self.port}"

    def send(self, method, path, body=None, headers=None):
        """One request over a connection of its own. Status 0: the connection broke off."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.msg, answer.read(4 << 20))
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, {}, repr(error).encode())
        finally:
            connection.close()

    def connect(self, seconds=5):
        return socket.create_connection((self.host, self.port), seconds)

    def raw(self, data, seconds=3):
        """Sends bytes and returns all that comes until the end, or until nothing comes."""
        got = b""
        with self.connect(seconds) as channel:
            try:
                channel.sendall(data)
                while len(got) < 1 << 20:
                    part = channel.recv(65536)
                    if not part:
                        break
                    got += part
            except OSError:
                pass  # A refusal may be a reset.
        return got


class Visitor:
    """A browser that keeps a session, and the token of the last form that it saw."""

    def __init__(self, server, cookie=None):
        self.server = server
        self.cookie = cookie
        self.token = ""

    def get(self, path, headers=None):
        answer = self.server.send("GET", path, headers=self._with(headers))
        self._keep(answer)
        return answer

    def post(self, path, form, headers=None, token=None):
        """As a page of this site would, unless the headers say something else."""
        fields = dict(form, _csrf=self.token if token is None else token)
        own = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        answer = self.server.send(
            "POST", path, urllib.parse.urlencode(fields), self._with(own | (headers or {})))
        self._keep(answer)
        return answer

    def sign_in(self, name, password, form=None):
        self.get("/login")
        return self.post("/login", {"user": name, "password": password} | (form or {}))

    def _with(self, headers):
        own = {"Accept": "text/html"} | (headers or {})
        return own | ({"Cookie": self.cookie} if self.cookie else {})

    def _keep(self, answer):
        if answer["Set-Cookie"]:
            value = answer["Set-Cookie"].split(";")[0]
            self.cookie = None if "Max-Age=0" in answer["Set-Cookie"] else value
        found = re.search(r'name="_csrf" value="([^"]+)"', answer.text)
        if found:
            self.token = found[1]


class Checks:
    """What held and what did not, by what it is about."""

    def __init__(self, title):
        self.title = title
        self.passed = 0
        self.failed = []

    def expect(self, what, holds, seen=""):
        if holds:
            self.passed += 1
        else:
            self.failed.append(f"{what}: {str(seen)[:200]}")

    def report(self, seconds):
        total = self.passed + len(self.failed)
        mark = "✘" if self.failed else "✔"
        print(f"{mark} {self.title}: {self.passed} of {total} ({seconds:.1f} s)", flush=True)
        for line in self.failed:
            print(f"    {line}", flush=True)


def measured(run):
    start = time.monotonic()
    result = run()
    return result, time.monotonic() - start
