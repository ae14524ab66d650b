"""F3, I1, I2: a database that is damaged, gone, held by somebody else, of an earlier version, or an
old copy of itself."""

import os
import sqlite3
import time

from calls import ALARM
from mill import Breach, Mill, wait

# The last steps of eight chains, which `older` takes back.
NEWEST = {"following-2", "items-6", "items-7", "items-8", "jobs-3", "jobs-4",
          "listings-before-1", "listings-content-1", "listings-lookups-1", "listings-markets-2",
          "listings-media-4", "listings-media-5",
          "listings-names-1", "listings-release-1", "listings-teller-1", "models-2",
          "operations-6", "operations-7", "publications-3", "unsynced-3"}


def remove(mill, *ends):
    """Files of the database, by what stands behind its name."""
    for end in ends:
        if os.path.exists(mill.root + "/dropmill.sqlite" + end):
            os.remove(mill.root + "/dropmill.sqlite" + end)


def knows(mill, name, what):
    """The same content under another name is seen to have been done."""
    mill.drop("again.csv", mill.dropped[name])
    wait(30, lambda: "item seen before" in mill.text(), f"{what} is known")
    mill.dropped.pop("again.csv")


def refuses(mill, damage):
    """With such a database it must not work, must say why and what helps, and a rebuild must."""
    mill.launch()
    try:
        code = mill.process.wait(60)
    except Exception:
        mill.process.kill()
        mill.process.wait()
        raise Breach(f"{damage}: it runs on with a damaged database") from None
    text = mill.text()
    if code == 0 or "rebuild" not in text:
        raise Breach(f"{damage}: it ended with {code} and no word of `rebuild`: {text[-400:]}")
    mill.command("rebuild")


def damaged(isFull):
    """Pages are overwritten, cut off, replaced: nothing but the index may be lost."""
    def overwrite(path):
        size = os.path.getsize(path)
        with open(path, "r+b") as file:
            file.seek(4096)
            file.write(os.urandom(size - 4096))

    def cut(path):
        os.truncate(path, os.path.getsize(path) // 2)

    def text(path):
        with open(path, "wb") as file:
            file.write(b"this is no database\n" * 1000)

    def header(path):
        with open(path, "r+b") as file:
            file.write(bytes(100))

    kinds = {"overwritten": overwrite, "cut off": cut, "a text": text, "without its head": header}
    for name, damage in list(kinds.items()) if isFull else list(kinds.items())[:2]:
        mill = Mill().start()
        try:
            mill.drops("before", 5)
            mill.waitUntilDone(60)
            mill.stop()
            remove(mill, "-wal", "-shm")
            damage(mill.root + "/dropmill.sqlite")
            mill.drops("during", 3)
            refuses(mill, name)
            mill.start()
            mill.waitUntilDone(30, "work after the rebuild")
            mill.stop()
            mill.judge()
        finally:
            mill.remove()
    return f"{len(kinds) if isFull else 2} kinds of damage, rebuilt"


def gone():
    """The file is removed between two runs: the directories tell all."""
    mill = Mill().start()
    try:
        mill.drops("before", 5)
        mill.waitUntilDone(60)
        mill.kill()
        remove(mill, "", "-wal", "-shm")
        mill.start()
        mill.drops("after", 3)
        mill.waitUntilDone(30)
        knows(mill, "before0.csv", "what was done before")
        mill.stop()
        mill.judge()
        return "made again from the directories"
    finally:
        mill.remove()


def restored():
    """A copy made at work (`VACUUM INTO`) is put back later: the directories know more than it."""
    mill = Mill().start()
    database, copy = mill.root + "/dropmill.sqlite", mill.folder + "/copy.sqlite"
    try:
        mill.drops("before", 20)
        wait(30, lambda: len(mill.sources("done")) >= 5, "some of it is done")
        with sqlite3.connect(database) as other:
            other.execute("vacuum into ?", (copy,))
        known = sqlite3.connect(copy).execute("select count(*) from item").fetchone()[0]
        mill.waitUntilDone(60)
        mill.drops("between", 20)
        wait(30, lambda: len(mill.sources("done")) >= 30, "some of what came then is done")
        mill.kill()
        remove(mill, "-wal", "-shm")
        os.rename(copy, database)
        mill.drops("down", 5)
        mill.start()
        mill.waitUntilDone(60, "work beside the old copy")
        knows(mill, "between0.csv", "what the copy did not know")
        mill.stop()
        mill.judge()
        return f"it knew {known} of 40 items; none was done twice"
    finally:
        mill.remove()


def older(database):
    """Takes the newest steps of seven chains back, as far as they were taken."""
    with sqlite3.connect(database) as other:
        def isThere(table, column):
            return column in [row[1] for row in other.execute(f"pragma table_info({table})")]

        for index in ("item_size", "item_name", "item_ended", "item_owner", "job_time", "job_single",
                      "operations_sighting_first", "operations_sighting_origin",
                      "operations_history_incident", "publication_target"):
            other.execute(f"drop index if exists {index}")
        for trigger in ("listings_names_new", "listings_names_old", "listings_names_changed"):
            other.execute(f"drop trigger if exists {trigger}")
        # Indexes as they were before a step that makes others of them.
        other.execute("drop index if exists listings_catalogue_reference")
        for name, where in (("gone", "published is not null"), ("shown", "shown = 1")):
            other.execute(f"drop index listings_catalogue_{name}")
            other.execute(f"create index listings_catalogue_{name} on listings_catalogue(business)"
                          f" where retired = 1 and {where}")
        other.execute("drop table if exists listings_market_change")
        before = [row[0] for row in other.execute(
            "select name from sqlite_master where type = 'table' and name like '%_before'")]
        for table in (*before, "listings_names", "listings_release", "listings_update", "listings_teller", "operations_report"):
            other.execute(f"drop table if exists {table}")
        for table, column in (("followed", "raw_path"), ("job", "alone"), ("listings_catalogue", "content"),
                              ("listings_media", "item"), ("listings_media", "refused"), ("model_spend", "reserved"),
                              ("operations_incident", "logs"), ("operations_sighting", "origin"),
                              ("operations_sighting", "known"), ("operations_sighting", "piece")):
            if isThere(table, column):
                other.execute(f"alter table {table} drop column {column}")
        for step in NEWEST:
            other.execute("delete from migration where id = ?", (step,))
    other.close()


def olderAccounts(database):
    """Takes the newest step of the accounts back."""
    with sqlite3.connect(database) as other:
        other.execute("alter table token drop column maker")
        other.execute("delete from migration where id = 'accounts-2'")
    other.close()


def steps(database):
    with sqlite3.connect(database) as other:
        found = {row[0] for row in other.execute("select id from migration")}
    other.close()
    return found


def newer(mill, name, *words):
    """Of a newer program: nothing may be written into it, and it must say why."""
    def change(statement):
        with sqlite3.connect(mill.root + name) as other:
            other.execute(statement)
        other.close()

    change("insert into migration values('items-900')")
    refused = mill.command(*words, check=False)
    if refused.returncode == 0 or "items-900" not in refused.stderr:
        raise Breach(f"a newer {name}: {refused.returncode} {refused.stderr[-300:]}")
    change("delete from migration where id = 'items-900'")


def upgraded():
    """Of an earlier version: the start that brings it up to date is ended at each change."""
    mill = Mill().start()
    database = mill.root + "/dropmill.sqlite"
    once = ("run", "--once", "--no-web", "--settle", "0.1")
    try:
        mill.drops("before", 10)
        mill.waitUntilDone(60)
        mill.stop()
        mill.drops("down", 5)
        at, isDone = 0, False
        while not isDone:
            at += 1
            older(database)
            ended = mill.command(*once, check=False, environment=mill.environment | {
                "LD_PRELOAD": mill.killer, "KILL_BELOW": mill.root + "/", "KILL_AT": str(at),
                "KILL_HOW": ("before", "after", "torn")[at % 3]})
            if ended.returncode != -9:
                raise Breach(f"not ended at change {at}: {ended.returncode} {ended.stderr[-300:]}")
            isDone = NEWEST <= steps(database)
        accounts = mill.root + "/accounts.sqlite"
        mill.command("users", "add", "ada")
        olderAccounts(accounts)
        if "ada" not in mill.command("users", "list").stdout or "accounts-2" not in steps(accounts):
            raise Breach("accounts of an earlier version were not brought up to date")
        newer(mill, "/dropmill.sqlite", *once)
        newer(mill, "/accounts.sqlite", "users", "list")
        mill.start()
        mill.waitUntilDone(30)
        knows(mill, "before0.csv", "what was done before")
        mill.stop()
        mill.judge()
        return f"ended at each of {at} changes before it was up to date; newer ones are refused"
    finally:
        mill.remove()


def held(seconds):
    """Somebody else holds a write transaction for longer than is waited for."""
    mill = Mill().start()
    try:
        mill.drops("before", 2)
        mill.waitUntilDone(60)
        other = sqlite3.connect(mill.root + "/dropmill.sqlite", isolation_level=None)
        other.execute("begin immediate")
        mark = len(mill.text())
        mill.drops("during", 3)
        said = mill.waitForLog(seconds + 8, ALARM, mark)
        busy, start = mill.processor(), time.monotonic()
        time.sleep(seconds)
        busy = (mill.processor() - busy) / (time.monotonic() - start)
        other.execute("rollback")
        back = mill.waitUntilDone(30, "back to work")
        mill.stop()
        mill.judge()
        if busy > 0.2:
            raise Breach(f"it spins: {busy:.0%}")
        return f"said after {said:.1f} s, {busy:.0%} of a core, back after {back:.1f} s"
    finally:
        mill.remove()


def scenarios(isFull):
    yield "F3", "the database is damaged", lambda: damaged(isFull)
    yield "F3", "the database is gone", gone
    yield "I1", "a database of an earlier version", upgraded
    yield "I2", "an old copy of the database is put back", restored
    if isFull:
        yield "F3", "the database is held by another", lambda: held(8)
