#!/usr/bin/env python3
"""How Dropmill treats servers of language models that fail, in the verdict of llmock (PyPI).

usage: models.py DROPMILL [--llmock PROGRAM]

Starts `llmock serve`, and for each protocol and each script of faults one `dropmill models check` in
a workspace of its own. A script passes when llmock's verdict on the client is a pass and the check
ends as it should; its warnings are told. Without llmock it says so and ends well.
"""
import argparse, json, os, shutil, socket, subprocess, sys, tempfile, time, urllib.request

SCRIPTS = {  # what the server does, and whether an answer must come in the end
    "429, wait 1 s, twice": ([{"type": "fail", "status": 429, "retry_after": 1, "times": 2}], True),
    "429 once": ([{"type": "fail", "status": 429, "times": 1}], True),
    "500 twice": ([{"type": "fail", "status": 500, "times": 2}], True),
    "503 once": ([{"type": "fail", "status": 503, "times": 1}], True),
    "529 once": ([{"type": "fail", "status": 529, "times": 1}], True),
    "400": ([{"type": "fail", "status": 400, "times": 1}], False),
    "401": ([{"type": "fail", "status": 401, "times": 1}], False),
    "404": ([{"type": "fail", "status": 404, "times": 1}], False),
    "dropped after 1 piece": ([{"type": "stream_fault", "kind": "disconnect", "after_chunks": 1}], True),
    "ends early, silently": ([{"type": "stream_fault", "kind": "truncate", "after_chunks": 1}], True),
    "a piece that is no JSON": ([{"type": "stream_fault", "kind": "malformed", "after_chunks": 1}], True),
    "stands still": ([{"type": "stream_fault", "kind": "stall", "after_chunks": 1, "stall_seconds": 40}], True),
    "first piece after 3 s": ([{"type": "slow_first_token", "seconds": 3}], True),
}
PROTOCOLS = {"openai": "v1", "anthropic": "anthropic/v1", "gemini": "gemini/v1beta"}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"}, method="GET" if body is None else "POST")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def workspace(dropmill, base):
    place = tempfile.mkdtemp(prefix="dropmill-models-")
    subprocess.run([dropmill, "init", "-C", place, "-q"], check=True)
    subprocess.run([dropmill, "run", "--once", "-C", place, "-q"], check=True, stderr=subprocess.DEVNULL)
    os.makedirs(f"{place}/rules/models")
    with open(f"{place}/key", "w") as file:
        file.write("sk-test")
    with open(f"{place}/rules/models/models.yaml", "w") as file:
        file.write("models:\n")
        for protocol, path in PROTOCOLS.items():
            file.write(f"  {protocol}: {{protocol: {protocol}, model: m-1, url: \"{base}/{path}\", "
                       f"key: \"file:{place}/key\", price: {{input: 1, output: 1}}}}\n")
    return place


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("dropmill")
    arguments.add_argument("--llmock", default=shutil.which("llmock"))
    arguments.add_argument("--only", default="", help="scripts whose name holds this")
    options = arguments.parse_args()
    if not options.llmock:
        print("skipped: there is no llmock (pip install llmock)")
        return 0
    base = f"http://127.0.0.1:{free_port()}"
    # Pieces come slowly enough for llmock to notice that a client has hung up in the middle.
    server = subprocess.Popen([options.llmock, "serve", "--port", base.rsplit(":", 1)[1],
                               "--stream-chunk-delay-ms", "30"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    place, failed, warned, scripts = None, 0, 0, {}
    try:
        for _ in range(300):
            try:
                call(f"{base}/_llmock/verdict")
                break
            except OSError:
                time.sleep(0.1)
        place = workspace(options.dropmill, base)
        scripts = {name: script for name, script in SCRIPTS.items() if options.only in name}
        for name, (behaviors, is_answered) in scripts.items():
            for protocol in PROTOCOLS:
                call(f"{base}/_llmock/reset", {})
                call(f"{base}/_llmock/scenario", {"behaviors": behaviors})
                run = subprocess.run([options.dropmill, "models", "check", protocol, "-C", place],
                                     capture_output=True, text=True)
                time.sleep(0.5)  # llmock writes a request down some time after its answer has gone
                verdict = json.loads(call(f"{base}/_llmock/verdict"))
                findings = verdict.get("findings", [])
                is_fine = (run.returncode == 0) == is_answered and verdict["passed"]
                failed += not is_fine
                warned += is_fine and bool(findings)
                said = [f"{finding['severity']}: {finding['code']}" for finding in findings]
                if not is_fine:
                    said = [run.stdout.strip(), run.stderr.strip(), *map(str, findings)]
                print("ok  " if is_fine else "FAIL", f"{protocol:10s} {name}", *said)
    finally:
        server.terminate()
        server.wait()
        if place:
            shutil.rmtree(place)
    count = len(scripts) * len(PROTOCOLS)
    print(f"{count - failed} of {count} scripts pass, {warned} of them with a warning")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
