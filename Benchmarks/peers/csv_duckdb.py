"""Sums a column with DuckDB on one thread; prints the seconds, without those of the start."""
import sys
import time

import duckdb

duckdb.execute("set threads = 1")
start = time.monotonic()
duckdb.execute(f'select sum("{sys.argv[2]}") from read_csv(?)', [sys.argv[1]]).fetchone()
print(time.monotonic() - start)
