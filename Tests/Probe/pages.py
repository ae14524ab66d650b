"""The probe of the web interface: what a stranger on the network tries. By OWASP ASVS 5.0.0."""

import json
import re
import secrets
import urllib.parse

from visit import Visitor

EVIL = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}


def headers(site, checks):
    """3.4: each kind of answer keeps browsers from what they should not do."""
    ada, tokens = site.people["ada"], site.tokens
    bearer = {"Authorization": f"Bearer {tokens['ada']}"}
    answers = {
        "sign-in": Visitor(site.server).get("/login"), "page": ada.get("/"),
        "list": ada.get("/items"), "redirect": Visitor(site.server).get("/items"),
        "missing": ada.get("/no-such-page-%3Cb%3E"), "bad": ada.get("/items?page=%00"),
        "API": site.server.send("GET", "/api/v1/items", headers=bearer),
        "API refused": site.server.send("GET", "/api/v1/items"),
        "API missing": site.server.send("GET", "/api/v1/no", headers=bearer),
        "source": ada.get("/items/1/source"), "health": site.server.send("GET", "/healthz"),
    }
    for name, answer in answers.items():
        policy = answer["Content-Security-Policy"]
        for word in ("default-src", "frame-ancestors 'none'", "base-uri 'none'"):
            checks.expect(f"{name}: policy says {word}", word in policy, policy)
        checks.expect(f"{name}: no inline script", "unsafe" not in policy, policy)
        checks.expect(f"{name}: nosniff", answer["X-Content-Type-Options"] == "nosniff")
        referrer = answer["Referrer-Policy"]
        checks.expect(f"{name}: referrer", referrer in ("same-origin", "no-referrer"), referrer)
        checks.expect(f"{name}: no version", not re.search(r"\d", answer["Server"]))
        checks.expect(f"{name}: not kept", "no-store" in answer["Cache-Control"],
                      answer["Cache-Control"])
        checks.expect(f"{name}: no other origin", not answer["Access-Control-Allow-Origin"])
        checks.expect(f"{name}: nothing reflected", "<b>" not in answer.text.lower()
                      or name != "missing")
    inline = r"<script(?![^>]*\bsrc=)|\son[a-z]+=|style=\"|javascript:"
    for path in ("/login", "/", "/items", "/items/1", "/people", "/rules", "/settings", "/logs"):
        found = re.search(inline, ada.get(path).text)
        checks.expect(f"{path}: no inline script or style", not found, found and found[0])


def cookies(site, checks):
    """3.3, 7.2: the session's cookie, and that no planted one is kept."""
    seen = set()
    for _ in range(3):
        planted = Visitor(site.server, "__Host-session=" + "A" * 43)
        answer = planted.sign_in("ada", site.password)
        set_cookie = answer["Set-Cookie"]
        attributes = {part.strip().lower() for part in set_cookie.split(";")[1:]}
        for word in ("secure", "httponly", "samesite=lax", "path=/"):
            checks.expect(f"cookie: {word}", word in attributes, set_cookie)
        checks.expect("cookie: no domain", "domain" not in set_cookie.lower())
        value = (planted.cookie or "=").split("=", 1)[1]
        checks.expect("planted session dropped", value and set(value) != {"A"}, set_cookie)
        checks.expect("at least 128 bits", len(value) >= 22, len(value))
        seen.add(value)
    checks.expect("each session is new", len(seen) == 3)
    visitor = Visitor(site.server)
    visitor.sign_in("ada", site.password)
    kept = visitor.cookie
    checks.expect("session works", Visitor(site.server, kept).get("/items").status == 200)
    for name, cookie in {
            "cut": kept[:-1], "longer": kept + "A", "other name": kept.replace("__Host-", ""),
            "two": "__Host-session=A; " + kept.replace("__Host-session=", "__host-session="),
            "empty": "__Host-session="}.items():
        status = Visitor(site.server, cookie).get("/items").status
        checks.expect(f"{name} cookie is none", status == 303, status)
    value = kept.split("=", 1)[1]
    for path in (f"/items?__Host-session={value}", f"/items;__Host-session={value}",
                 f"/items?token={site.tokens['ada']}"):
        status = Visitor(site.server).get(path).status
        checks.expect("no session in an address", status in (303, 404), status)
    visitor.get("/items")
    old_token = visitor.token
    visitor.post("/logout", {})
    status = Visitor(site.server, kept).get("/items").status
    checks.expect("dead after signing out", status == 303, status)
    again = Visitor(site.server)
    again.sign_in("ada", site.password)
    status = again.post("/settings", {}, token=old_token).status
    checks.expect("a form of a dead session is refused", status == 403, status)


def forgery(site, checks):
    """3.5: nothing changes for a page of somebody else."""
    ada = site.people["ada"]
    ada.get("/items")
    token, target = ada.token, "/upload?name=forged.csv&to=tabular/acme"
    cases = {
        "cross-site": (EVIL, token), "no token": ({}, ""), "a wrong token": ({}, "A" * 43),
        "a foreign origin": ({"Origin": "http://evil.example", "Sec-Fetch-Site": ""}, token),
        "origin null": ({"Origin": "null", "Sec-Fetch-Site": ""}, token),
        "same site, not same origin": ({"Sec-Fetch-Site": "same-site"}, token),
        "somebody else's token": ({}, site.people["vic"].token),
    }
    for name, (headers, given) in cases.items():
        status = ada.post("/settings", {}, headers, given).status
        checks.expect(f"form, {name}", status == 403, status)
        sent = {"Cookie": ada.cookie, "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": given}
        answer = site.server.send("POST", target, "id\n1\n", sent | headers)
        checks.expect(f"upload, {name}", answer.status == 403, answer.status)
    for path in ("/api/v1/users", "/api/v1/tokens", "/api/v1/files?name=a.csv"):
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
            sent = {"Cookie": ada.cookie, "Content-Type": kind} | EVIL
            status = site.server.send("POST", path, "{}", sent).status
            checks.expect(f"POST {path} with a cookie from elsewhere", status in (401, 403), status)
    for path in ("/logout", "/upload", "/people", "/bulk"):
        for headers in ({}, {"X-HTTP-Method-Override": "POST"}):
            status = ada.get(path + "?_method=POST", headers).status
            checks.expect(f"GET {path} writes nothing", status in (200, 303, 404, 405), status)
    status = ada.post("/logout", {}, EVIL).status
    checks.expect("nobody else signs one out", status == 403, status)
    checks.expect("still signed in", ada.get("/items").status == 200)
    checks.expect("nothing was dropped", "forged.csv" not in ada.get("/items?text=forged").text)


def signing_in(site, checks):
    """6.3: strangers learn nothing, are slowed down, and are led nowhere else."""
    for target in ("//evil.example", "/\\evil.example", "https://evil.example", "javascript:x",
                   "/%0d%0aSet-Cookie:a=b", "\r\nX: y", "//evil.example/%2f.."):
        answer = Visitor(site.server).sign_in("ada", site.password, {"next": target})
        place = answer["Location"]
        checks.expect(f"next {target!r} stays here", re.fullmatch(r"/([^/\\].*)?", place), place)
        checks.expect(f"next {target!r} adds no header", not answer["X"])
    known = Visitor(site.server).sign_in("vic", "wrong password")
    unknown = Visitor(site.server).sign_in("nobody-" + secrets.token_hex(4), "wrong password")
    strip = [re.sub(r"[A-Za-z0-9_-]{20,}", "", answer.text) for answer in (known, unknown)]
    checks.expect("unknown names look the same", known.status == unknown.status == 401
                  and strip[0] == strip[1], (known.status, unknown.status))
    codes = [Visitor(site.server).sign_in("vic", f"wrong {n}").status for n in range(8)]
    checks.expect("guesses are slowed down", 429 in codes, codes)
    status = Visitor(site.server).sign_in("vic", site.password).status
    checks.expect("and so is the right one", status == 429, status)
    for form in ({"user": "a" * 100_000}, {"user": "\0"}, {"user": "' or 1=1 --"},
                 {"user": "ada", "password": "p" * 100_000}, {"user": ["x"]}):
        status = Visitor(site.server).post("/login", form).status
        checks.expect("odd names are refused", status in (401, 413, 422, 429), status)


def roles(site, checks):
    """8.2: each operation of the API for nobody and for each role that may not."""
    ranks = {"viewer": 0, "operator": 1, "admin": 2}
    people = {"vic": "viewer", "olga": "operator", "one": "admin"}
    for path, item in site.description["paths"].items():
        place = re.sub(r"\{id\}", "1", re.sub(r"\{[a-z]+\}", "x", path))
        for method, operation in item.items():
            found = re.match(r"Needs the role (\w+)( for all)?", operation.get("description", ""))
            checks.expect(f"{method} {path} names its role", found)
            if not found:
                continue
            body = None if method == "get" else "{}"
            kind = {"Content-Type": "application/json"}
            for wrong in ({}, {"Authorization": "Bearer dm_" + "A" * 43},
                          {"Authorization": "Basic YTpi"}, {"Cookie": "__Host-session=x"}):
                status = site.server.send(method.upper(), place, body, kind | wrong).status
                checks.expect(f"{method} {path} for nobody", status in (401, 403), status)
            for name, role in people.items():
                # “one” sees one business only.
                enough = ranks[role] >= ranks[found[1]] and not (found[2] and name == "one")
                if enough:
                    continue
                bearer = {"Authorization": f"Bearer {site.tokens[name]}"}
                status = site.server.send(method.upper(), place, body, kind | bearer).status
                checks.expect(f"{method} {path} for {name}", status == 403, status)
    for path in ("/items/1", "/items/1/source", "/api/v1/items/1", "/api/v1/items/1/records"):
        bearer = {"Authorization": f"Bearer {site.tokens['one']}"}
        status = (site.server.send("GET", path, headers=bearer) if "api" in path
                  else site.people["one"].get(path)).status
        checks.expect(f"{path} of another business", status == 404, status)
    for path in ("/people", "/audit", "/rules/new"):
        status = site.people["vic"].get(path).status
        checks.expect(f"{path} for a viewer", status == 403, status)


def traversal(site, checks):
    """5.3.2: no path leads out of what is published, and no name out of the inbox."""
    ada = site.people["ada"]
    ways = [
        "../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd",
        "..%252f..%252fetc/passwd", "/etc/passwd", "%2fetc%2fpasswd", "....//....//etc/passwd",
        "%c0%ae%c0%ae/etc/passwd", "..%5c..%5cetc%5cpasswd", "x%00.html", ".git/config",
        "../dropmill.sqlite", "../accounts.sqlite", "..;/accounts.sqlite",
        "%2e%2e%2faccounts.sqlite",
        "listings/../../accounts.sqlite", "listings/harbour-homes/../../../accounts.sqlite",
    ]
    for way in ways:
        for root in ("/results/", "/assets/", "/items/", "/rules/file/", "/items/1/stages/",
                     "/api/v1/rules/", "/"):
            answer = ada.get(root + way)
            leaks = b"root:x" in answer.body or b"SQLite format" in answer.body
            # A session is no way into the API: 401.
            isRefused = answer.status in (0, 303, 400, 401, 403, 404)
            checks.expect(f"{root}{way}", not leaks and isRefused, answer.status)
    bearer = {"Authorization": f"Bearer {site.tokens['ada']}"}
    names = ["../a", "..", ".", "", ".hidden", "a/b", "a\\..\\b\0", "a\nb", "/etc/x", "x" * 300]
    for name in names:
        query = urllib.parse.urlencode({"name": name, "to": "tabular/probe"})
        status = site.server.send("POST", "/api/v1/files?" + query, "id\n1\n", bearer).status
        checks.expect(f"a file named {name[:20]!r}", status in (400, 422), status)
    for folder in ("..", "../outbox", "a/../../b", "/etc/..", ".rules", "a/.b", "x" * 300,
                   "/".join(["x" * 200] * 30)):
        query = urllib.parse.urlencode({"name": "a.csv", "to": folder})
        status = site.server.send("POST", "/api/v1/files?" + query, "id\n1\n", bearer).status
        checks.expect(f"a folder named {folder[:20]!r}", status in (400, 422), status)


def odd_input(site, checks):
    """16.5.1: whatever a query or a body holds, the answer is no error of ours, and no markup."""
    ada = site.people["ada"]
    odd = ["'", "\" or 1=1 --", "\0", "../../etc/passwd", "\u202e", "9" * 400, '{"$gt":""}', "%",
           "-1", "1e999", "<script>alert(1)</script>", "a" * 8000, "\ud7ff\uffff", "💥" * 50]
    paths = ["/items", "/audit", "/logs", "/decisions", "/businesses", "/api/v1/items",
             "/api/v1/logs", "/api/v1/audit", "/api/v1/bulk"]
    for path in paths:
        for name in ("text", "place", "page", "limit", "business", "sort", "older", "_"):
            for value in odd:
                answer = ada.get(f"{path}?{name}={urllib.parse.quote(value)}")
                checks.expect(f"{path}?{name}={value[:20]!r}", 200 <= answer.status < 500
                              and "<script>alert" not in answer.text, answer.status)
    bearer = {"Authorization": f"Bearer {site.tokens['ada']}", "Content-Type": "application/json"}
    deep = "[" * 20_000
    bodies = ["", "{", "null", "[]", "\0", deep, '{"name":' * 5000, '{"name": 1e400}',
              '{"name":"\\ud800"}', '{"name":"a","name":"b"}', json.dumps({"name": "x" * 10**6})]
    for body in bodies:
        for path in ("/api/v1/users", "/api/v1/tokens", "/api/v1/rules/check", "/api/v1/bulk"):
            status = site.server.send("POST", path, body, bearer).status
            checks.expect(f"POST {path} {body[:12]!r}", 400 <= status < 500, status)


ALL = {
    "headers": headers, "cookies and sessions": cookies, "forged requests": forgery,
    "roles": roles, "ways out of folders": traversal, "odd input": odd_input,
    "signing in": signing_in,
}
