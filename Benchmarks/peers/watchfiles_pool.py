"""watchfiles reports, a pool of two processes works."""
import multiprocessing

import watchfiles

import work

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        seen = set()
        for changes in watchfiles.watch(work.INBOX, recursive=False, raise_interrupt=False):
            for change, path in changes:
                if change != watchfiles.Change.deleted and path not in seen:
                    seen.add(path)
                    pool.apply_async(work.carry, (path,))
