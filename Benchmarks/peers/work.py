"""The work on one file, the same for every stack: parse, sum a column, write a result, keep the original."""
import csv
import json
import os

DIRECTORY = os.environ["BENCH_DIRECTORY"]
INBOX, DONE, RESULTS = (os.path.join(DIRECTORY, name) for name in ("inbox", "done", "results"))


def carry(path):
    name = os.path.basename(path)
    try:
        with open(path, newline="") as file:
            prices = [int(row["price"]) for row in csv.DictReader(file)]
    except FileNotFoundError:
        return  # A second event of a file that is done.
    with open(os.path.join(RESULTS, name + ".json"), "w") as file:
        json.dump({"rows": len(prices), "sum": sum(prices)}, file)
    os.rename(path, os.path.join(DONE, name))
