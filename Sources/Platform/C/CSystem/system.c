#define _GNU_SOURCE
#include "CSystem.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

int dm_open_beneath(int directory, const char *path, int flags) {
  struct open_how how;
  memset(&how, 0, sizeof how);
  how.flags = (uint64_t)(unsigned)flags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const int found = (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
  /* Sandboxes cannot look into its arguments and forbid it: systemd's RestrictSUIDSGID, Docker. */
  const int is_forbidden = found < 0 && (errno == ENOSYS || errno == EPERM);
  return is_forbidden ? dm_open_beneath_by_steps(directory, path, flags) : found;
}

/* Opens one name in a directory, and no link. */
static int step(int directory, const char *name, size_t length, int flags) {
  char text[NAME_MAX + 1] = ".";
  if (length > NAME_MAX) return errno = ENAMETOOLONG, -1;
  if (length > 0) memcpy(text, name, length), text[length] = 0;
  if (strcmp(text, "..") == 0) return errno = EXDEV, -1;
  const int found = openat(directory, text, flags | O_NOFOLLOW | O_CLOEXEC);
  struct stat status;
  /* O_PATH opens a link itself. */
  if (found < 0 || !(flags & O_PATH) || fstat(found, &status) < 0 || !S_ISLNK(status.st_mode))
    return found;
  close(found);
  return errno = ELOOP, -1;
}

int dm_open_beneath_by_steps(int directory, const char *path, int flags) {
  if (*path == '/') return errno = EXDEV, -1;
  for (int here = directory;;) {
    const size_t length = strcspn(path, "/");
    const int is_last = path[length] == 0;
    const int next = step(here, path, length, is_last ? flags : O_PATH);
    const int error = errno;
    if (here != directory) close(here);
    errno = error;
    if (next < 0 || is_last) return next;
    here = next;
    path += length + 1;
  }
}

int dm_rename(const char *from, const char *to, unsigned flags) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, flags);
}

int dm_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }

ssize_t dm_copy_range(int from, int64_t offset, int to, size_t count) {
  loff_t start = offset;
  return copy_file_range(from, &start, to, NULL, count, 0);
}

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

// fcntl(2): a read lease is refused while the file is open for writing. Who opens it for writing
// while we hold the lease raises a signal here, by default SIGIO, which ends the process; SIGURG
// does nothing where nobody asked for it. The writer waits until the lease is given back.
int dm_no_writer(int descriptor) {
  if (fcntl(descriptor, F_SETSIG, SIGURG) < 0) return -1;
  if (fcntl(descriptor, F_SETLEASE, F_RDLCK) < 0) return errno == EAGAIN ? 0 : -1;
  fcntl(descriptor, F_SETLEASE, F_UNLCK);
  return 1;
}
