"""The probe of the protocol: bytes that no browser sends, and clients that take their time."""

import re
import time

from visit import measured

HOST = b"Host: 127.0.0.1\r\n"


def requests(site, checks):
    """4.2.1: what two servers could read in two ways is refused, and nothing follows it."""
    smuggled = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    post, get = b"POST /login HTTP/1.1\r\n" + HOST, b"GET /healthz HTTP/1.1\r\n" + HOST
    chunked, last = b"Transfer-Encoding: chunked\r\n", b"\r\n0\r\n\r\n"
    cases = {
        "two lengths": post + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
        "two lengths in one": post + b"Content-Length: 0, 5\r\n\r\n",
        "a length and chunks": post + b"Content-Length: 4\r\n" + chunked + last,
        "chunks and a length": post + chunked + b"Content-Length: 4\r\n" + last,
        "chunks twice": post + chunked + chunked + last,
        "unknown encoding": post + b"Transfer-Encoding: xchunked\r\n" + last,
        "chunked behind another": post + b"Transfer-Encoding: gzip, chunked\r\n" + last,
        "chunked before another": post + b"Transfer-Encoding: chunked, x\r\n" + last,
        "a hidden encoding": post + b"Transfer-Encoding\x0b: chunked\r\n" + last,
        "space before the colon": post + b"Content-Length : 4\r\n\r\n",
        "space before the name": post + b" Content-Length: 4\r\n\r\n",
        "a negative length": post + b"Content-Length: -1\r\n\r\n",
        "a signed length": post + b"Content-Length: +4\r\n\r\n",
        "a hexadecimal length": post + b"Content-Length: 0x4\r\n\r\n",
        "a length beyond numbers": post + b"Content-Length: 99999999999999999999\r\n\r\n",
        "a bad chunk": post + chunked + b"\r\nZZ\r\n",
        "a chunk beyond numbers": post + chunked + b"\r\nfffffffffffffffff\r\n",
        "a chunk without an end": post + chunked + b"\r\n1\r\naXX0\r\n\r\n",
        "a zero byte in the path": b"GET /\0 HTTP/1.1\r\n" + HOST + b"\r\n",
        "two hosts": get + b"Host: evil.example\r\n\r\n",
        "brackets in a name": get + b"X(Y): a\r\n\r\n",
        "a line that is no header": get + b"words\r\n\r\n",
        "version 9": b"GET /healthz HTTP/9.9\r\n" + HOST + b"\r\n",
        "no version": b"GET /healthz\r\n\r\n",
        "TLS on a plain port": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
        "HTTP/2 without asking": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    }
    for name, data in cases.items():
        got = site.server.raw(data + smuggled, seconds=2)
        answers = re.findall(rb"HTTP/1\.[01] (\d\d\d)", got)
        refused = all(answer[:1] in b"45" for answer in answers)
        checks.expect(f"{name} is refused", refused, answers)
    closing = smuggled.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    both = site.server.raw(smuggled + closing)
    checks.expect("two proper ones are both answered", both.count(b"HTTP/1.1 200") == 2, both[:80])


def hosts(site, checks):
    """A name that leads here and is not ours (DNS rebinding) gets nothing."""
    ada = site.people["ada"]
    own = f"127.0.0.1:{site.server.port}"
    cookie = b"Cookie: " + ada.cookie.encode() + b"\r\n"
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "a b", "",
                 "169.254.169.254", "evil.example@127.0.0.1", "[::ffff:1.2.3.4]"):
        head = f"GET /items HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n"
        got = site.server.raw(head.encode() + cookie + b"\r\n")
        checks.expect(f"host {name!r}", re.match(rb"HTTP/1\.1 4(00|21)", got), got[:60])
        checks.expect(f"host {name!r} is not said back", not name or name.encode() not in got)
    for name in (own, "localhost", f"localhost:{site.server.port}", "LOCALHOST"):
        head = f"GET /healthz HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"
        got = site.server.raw(head.encode())
        checks.expect(f"host {name!r}", got.startswith(b"HTTP/1.1 200"), got[:60])
    line = b"Connection: close\r\n" + cookie
    cases = {
        "no host": b"GET /items HTTP/1.1\r\n" + line + b"\r\n",
        "two hosts": b"GET /items HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n" + line + b"\r\n",
        "a foreign address": b"GET http://evil.example/items HTTP/1.1\r\n" + HOST + line + b"\r\n",
        "a proxy's request": b"CONNECT evil.example:80 HTTP/1.1\r\n" + HOST + line + b"\r\n",
    }
    for name, data in cases.items():
        got = site.server.raw(data)
        checks.expect(name, not got or re.match(rb"HTTP/1\.1 (4\d\d|501)", got), got[:60])
    for header in ("X-Forwarded-Host", "X-Forwarded-For", "X-Original-URL", "Forwarded"):
        answer = site.server.send("GET", "/login", headers={header: "evil.example"})
        checks.expect(f"{header} is not believed", answer.status == 200
                      and "evil.example" not in answer.text + str(answer.headers), answer.status)


def methods(site, checks):
    """What is not offered is refused, and HEAD and OPTIONS give nothing away."""
    ada = site.people["ada"]
    for method in ("TRACE", "TRACK", "PUT", "DELETE", "PATCH", "PROPFIND", "DEBUG", "FOO", "get"):
        for path in ("/", "/items", "/login", "/healthz", "/api/v1/items"):
            answer = site.server.send(
                method, path, headers={"Cookie": ada.cookie, "X-Mark": "probe-mark"})
            isRefused = 400 <= answer.status < 500 or answer.status == 501
            checks.expect(f"{method} {path}", isRefused, answer.status)
            checks.expect(f"{method} {path} repeats nothing", "probe-mark" not in answer.text)
    for path in ("/items", "/healthz", "/login"):
        answer = site.server.send("HEAD", path, headers={"Cookie": ada.cookie})
        isEmpty = answer.status in (200, 405) and not answer.body
        checks.expect(f"HEAD {path}", isEmpty, answer.status)
    answer = site.server.send("OPTIONS", "/api/v1/items", headers={
        "Origin": "http://evil.example", "Access-Control-Request-Method": "DELETE"})
    allowed = [name for name in answer.headers.keys() if name.lower().startswith("access-control")]
    checks.expect("no leave for other origins", not allowed, allowed)


def sizes(site, checks):
    """What is too large is refused before it is kept."""
    head = b"GET /healthz HTTP/1.1\r\n" + HOST
    cases = {
        "a header of 64 KiB": head + b"A: " + b"a" * 65536 + b"\r\n\r\n",
        "2,000 headers": head + b"A: b\r\n" * 2000 + b"\r\n",
        "20,000 headers": head + b"A: b\r\n" * 20_000 + b"\r\n",
        "a path of 64 KiB": b"GET /" + b"a" * 65536 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        "a query of 64 KiB": b"GET /?" + b"a=b&" * 16384 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        "a method of 64 KiB": b"G" * 65536 + b" / HTTP/1.1\r\n" + HOST + b"\r\n",
        "a line without an end": b"a" * (1 << 20),
        "empty lines without an end": b"\r\n" * 100_000,
    }
    for name, data in cases.items():
        got = site.server.raw(data)
        isRefused = not got or re.match(rb"HTTP/1\.[01] [45]", got)
        checks.expect(f"{name} is refused", isRefused, got[:60])
    form = (b"POST /login HTTP/1.1\r\n" + HOST + b"Sec-Fetch-Site: same-origin\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n")
    long = b"user=" + b"a" * (4 << 20)
    for name, data in {
            "a form of 4 MiB": form + b"Content-Length: %d\r\n\r\n" % len(long) + long,
            "a form that says 1 TiB": form + b"Content-Length: 1099511627776\r\n\r\nuser=a",
            "a form in chunks without an end": form + b"Transfer-Encoding: chunked\r\n\r\n"
            + (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 64,
    }.items():
        got = site.server.raw(data)
        checks.expect(f"{name} is refused", not got or re.match(rb"HTTP/1\.1 4", got), got[:60])
    long = b"a" * (8 << 20)
    answer = site.server.send("POST", "/api/v1/rules/check", long, {
        "Authorization": f"Bearer {site.tokens['ada']}", "Content-Type": "application/json"})
    checks.expect("JSON of 8 MiB is refused", answer.status in (0, 400, 413), answer.status)
    checks.expect("it still answers", site.server.send("GET", "/healthz").status == 200)


def slow(site, checks):
    """Clients that take their time keep nobody else waiting, and are let go of."""
    begun = time.monotonic()
    lazy = [site.server.connect(30) for _ in range(100)]
    for number, channel in enumerate(lazy):
        if number % 4 == 0:
            channel.sendall(b"GET /items HTTP/1.1\r\n" + HOST + b"X: ")
        elif number % 4 == 1:
            channel.sendall(b"POST /login HTTP/1.1\r\n" + HOST + b"Content-Length: 1000\r\n\r\nu")
        elif number % 4 == 2:
            channel.sendall(b"G")
    for _ in range(20):
        answer, seconds = measured(lambda: site.server.send("GET", "/healthz"))
        isQuick = answer.status == 200 and seconds < 1
        checks.expect("answers beside 100 slow clients", isQuick, seconds)
    # Some go on, a byte a second: the time for a head and for a body is the whole's, not a byte's.
    kept = [lazy[0], lazy[4], lazy[1], lazy[5]]
    ended = set()
    while len(ended) < len(kept) and time.monotonic() - begun < 40:
        for channel in set(kept) - ended:
            try:
                channel.settimeout(0.01)
                channel.sendall(b"a")
                if channel.recv(4096) == b"":
                    ended.add(channel)
            except TimeoutError:
                pass
            except OSError:
                ended.add(channel)
        time.sleep(1)
    checks.expect("those that drip are let go of", len(ended) == len(kept), len(ended))
    for channel in lazy:
        if channel in kept:
            continue
        channel.settimeout(max(0.1, 40 - (time.monotonic() - begun)))
        try:
            while channel.recv(4096):
                pass
            isGone = True
        except TimeoutError:
            isGone = False
        except OSError:
            isGone = True
        checks.expect("a silent one is let go of within 40 s", isGone)
    for channel in lazy:
        channel.close()
    many = []
    try:
        for _ in range(400):
            many.append(site.server.connect(2))
        answer = site.server.send("GET", "/healthz")
    finally:
        for channel in many:
            channel.close()
    checks.expect("400 connections end nothing", answer.status in (0, 200), answer.status)
    time.sleep(1)
    checks.expect("it answers behind them", site.server.send("GET", "/healthz").status == 200)


ALL = {
    "requests read in two ways": requests, "names of the host": hosts, "methods": methods,
    "sizes": sizes, "slow clients": slow,
}
