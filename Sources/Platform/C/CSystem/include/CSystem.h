// What Swift's Glibc module does not show: calls behind _GNU_SOURCE and variadic ones.
#pragma once
#include <stdint.h>
#include <sys/types.h>

/* openat2(2) with RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS, where it is
   forbidden openat(2) from name to name; -1 and errno. */
int dm_open_beneath(int directory, const char *path, int flags);
/* The same always from name to name. No name may be `..`. */
int dm_open_beneath_by_steps(int directory, const char *path, int flags);
/* renameat2(2); flags: 0, 1 = RENAME_NOREPLACE, 2 = RENAME_EXCHANGE. -1 and errno. */
int dm_rename(const char *from, const char *to, unsigned flags);
/* open(2) with a mode: variadic in C. */
int dm_open(const char *path, int flags, mode_t mode);
/* copy_file_range(2) from `offset` to the end of what was written: how many bytes, 0 at the end of
   the file; -1 and errno. */
ssize_t dm_copy_range(int from, int64_t offset, int to, size_t count);

/* posix_fadvise(2) POSIX_FADV_SEQUENTIAL. */
int dm_read_ahead(int descriptor);
/* sync_file_range(2): begins to write the file's pages, without waiting. */
int dm_begin_write_back(int descriptor);
/* Whether syncfs(2) makes all of this file system durable: 1, 0; -1 and errno. */
int dm_syncs_whole(int descriptor);
/* syncfs(2), then fsync(2) of the descriptor. -1 and errno. */
int dm_sync_whole(int descriptor);
/* 1: nobody has the file open for writing; 0: somebody has; -1: cannot be known: it is another
   user's, and this process lacks CAP_LEASE. Local file systems only: network ones grant the lease
   all the same. */
int dm_no_writer(int descriptor);
