#define _GNU_SOURCE
#include "CSystem.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

int dm_open_beneath(int directory, const char *path, int flags) {
  struct open_how how;
  memset(&how, 0, sizeof how);
  how.flags = (uint64_t)(unsigned)flags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

int dm_rename(const char *from, const char *to, unsigned flags) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, flags);
}

int dm_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }


int dm_read_ahead(int descriptor) {
  return posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
}

int dm_begin_write_back(int descriptor) {
  return sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}

/* Network and user-space file systems answer syncfs without asking their server. */
int dm_syncs_whole(int descriptor) {
  struct statfs status;
  if (fstatfs(descriptor, &status) < 0) return -1;
  switch ((unsigned)status.f_type) {
  case BTRFS_SUPER_MAGIC:
  case EXT4_SUPER_MAGIC: /* ext2 and ext3 too */
  case F2FS_SUPER_MAGIC:
  case TMPFS_MAGIC:
  case XFS_SUPER_MAGIC: return 1;
  default: return 0;
  }
}

/* ext4 without a journal writes its last blocks after it has flushed the disk's own cache: the
   fsync behind it flushes that again. */
int dm_sync_whole(int descriptor) { return syncfs(descriptor) < 0 ? -1 : fsync(descriptor); }
