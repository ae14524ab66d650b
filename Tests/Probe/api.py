"""Requests that schemathesis makes from the program's own description of its API."""

import os
import re
import subprocess
import time

# Valid by the description, and still not by what it is about: a tool's arguments, a rule's text, an
# Idempotency-Key that came with another request (422), an ETag of something else (412).
CONFIGURATION = """
[[operations]]
include-method = ["POST", "PUT", "PATCH", "DELETE"]
checks.positive_data_acceptance.expected-statuses = [
  "2xx", "401", "403", "404", "409", "412", "422", "429", "5xx"]
"""

# These can end the account that asks; they run without the phase that follows answers.
OWN_ACCOUNT = ["deleteUsersId", "patchUsersId", "deleteTokensId", "deleteSessionsId"]


def install(folder):
    """The program, in an environment of its own in the folder, unless it is there."""
    program = folder + "/bin/schemathesis"
    if not os.path.exists(program):
        subprocess.run(["python3", "-m", "venv", folder], check=True)
        subprocess.run(
            [folder + "/bin/pip", "install", "--quiet", "schemathesis>=4.32,<5"], check=True)
    return program


def run(program, site, folder, examples, checks):
    """All operations, `examples` each; counts as one check for each case."""
    with open(folder + "/schemathesis.toml", "w") as file:
        file.write(CONFIGURATION)
    apart = ["--include-operation-id", OWN_ACCOUNT[0]]
    for name in OWN_ACCOUNT[1:]:
        apart += ["--include-operation-id", name]
    others = [word.replace("--include", "--exclude") for word in apart]
    ask(program, site, folder, examples, others, checks)
    ask(program, site, folder, examples, apart + ["--phases", "examples,coverage,fuzzing"], checks)


def ask(program, site, folder, examples, words, checks):
    start = time.monotonic()
    result = subprocess.run(
        [program, "--config-file", folder + "/schemathesis.toml", "run",
         site.server.origin + "/api/v1/openapi.json", "--checks", "all", "--no-color",
         "--max-examples", str(examples), "--continue-on-failure",
         "--header", f"Authorization: Bearer {site.tokens['ada']}", *words],
        cwd=folder, capture_output=True, text=True)
    found = re.search(r"(\d+) generated(?:, (\d+) found)?", result.stdout)
    if not found:
        checks.expect("schemathesis ran", False, result.stdout[-300:] + result.stderr[-300:])
        return
    operations = re.search(r"Tested: (\d+)", result.stdout)
    failed = int(found[2] or 0)
    checks.title += f", {operations[1] if operations else '?'} operations"
    checks.title += f" in {time.monotonic() - start:.0f} s"
    checks.passed += int(found[1]) - failed
    if result.returncode != 0:
        log = f"{folder}/schemathesis-{len(checks.failed)}.log"
        with open(log, "w") as file:
            file.write(result.stdout)
        for line in re.findall(r"^_{3,} (.+) _{3,}$|^- (.+)$", result.stdout, re.M):
            checks.failed.append(f"{line[0] or line[1]} ({log})")
