"""Prints the names that watchfiles reports."""
import os
import sys

import watchfiles

for changes in watchfiles.watch(sys.argv[1], recursive=False, raise_interrupt=False, step=1, debounce=50):
    print("\n".join(os.path.basename(path) for _, path in changes), flush=True)
