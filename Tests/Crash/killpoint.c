/* Ends a program at one of its changes to files, as a crash would.
 *
 * Loaded before the C library (LD_PRELOAD), it counts the calls that change files below one
 * directory, and at the one that is asked for it sends the process SIGKILL: before the call, behind
 * it, or with half of a write done. Nothing in the program has to know of it.
 *
 *   KILL_BELOW=DIR   only calls on files below it count
 *   KILL_AT=N        the call at which it happens; without it, calls are only counted
 *   KILL_HOW=before | after | torn
 *   KILL_LOG=FILE    a line for each call that counts: what and on which file
 *
 * Planted faults, which the suite must find:
 *   KILL_SYNC=none         results are said to be on the disk, and are not; only the journal is
 *   KILL_SYNC=files        … of their bytes alone
 *   KILL_SYNC=directories  … of their names alone
 *   KILL_SYNC=journal      … of the journal
 *   KILL_SYNC=late         results reach the disk only behind the journal's next commit
 *   KILL_MOVE=pieces       a directory is not moved at once, but a file after the other
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum moment { pass, behind, half };

static struct {
  const char *below;
  long at;
  enum moment how;
  int log;
  const char *sync;
  int moves_pieces;
} plan = {.log = -1};
static atomic_long calls;
/* Syncs that a planted fault puts off. */
static pthread_mutex_t late_lock = PTHREAD_MUTEX_INITIALIZER;
static int late[4096], late_count;
/* Programs that this one starts are not meant. */
static pid_t owner;

static void end(void) { kill(getpid(), SIGKILL); }

__attribute__((constructor)) static void read_plan(void) {
  const char *how = getenv("KILL_HOW"), *at = getenv("KILL_AT"), *log = getenv("KILL_LOG");
  plan.below = getenv("KILL_BELOW");
  plan.at = at ? atol(at) : 0;
  plan.sync = getenv("KILL_SYNC");
  plan.moves_pieces = getenv("KILL_MOVE") != NULL;
  plan.how = how && !strcmp(how, "after") ? behind : how && !strcmp(how, "torn") ? half : pass;
  if (log) plan.log = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  owner = getpid();
  /* Those that it starts have nothing to do with it. */
  unsetenv("LD_PRELOAD");
}

/* What is to happen at this call; for `before` it does not come back. */
static enum moment count(const char *call, const char *path, int descriptor) {
  char name[4096], link[64];
  if (!plan.below || getpid() != owner) return pass;
  if (!path) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(link, name, sizeof name - 1);
    if (length <= 0) return pass;
    name[length] = 0;
    path = name;
  }
  if (strncmp(path, plan.below, strlen(plan.below))) return pass;
  const long number = atomic_fetch_add(&calls, 1) + 1;
  if (plan.log >= 0) dprintf(plan.log, "%ld %s %s\n", number, call, path);
  if (number != plan.at) return pass;
  if (plan.how == pass || (plan.how == half && strcmp(call, "write"))) end();
  return plan.how;
}

#define REAL(type, name) \
  static type (*real)(); \
  if (!real) real = (type(*)())dlsym(RTLD_NEXT, name)

#define CHANGE(type, name, call, path, descriptor, ...) \
  REAL(type, name); \
  const enum moment moment = count(call, path, descriptor); \
  const type result = real(__VA_ARGS__); \
  if (moment != pass) end(); \
  return result

#define WRITE(name, descriptor, bytes, size, ...) \
  REAL(ssize_t, name); \
  const enum moment moment = count("write", NULL, descriptor); \
  size_t length = moment == half ? size / 2 : size; \
  const ssize_t result = real(descriptor, bytes, length, ##__VA_ARGS__); \
  if (moment != pass) end(); \
  return result

ssize_t write(int d, const void *b, size_t n) { WRITE("write", d, b, n); }
ssize_t pwrite(int d, const void *b, size_t n, off_t o) { WRITE("pwrite", d, b, n, o); }
ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) { WRITE("pwrite64", d, b, n, o); }

ssize_t copy_file_range(int a, off64_t *x, int b, off64_t *y, size_t n, unsigned f) {
  CHANGE(ssize_t, "copy_file_range", "copy", NULL, b, a, x, b, y, n, f);
}
ssize_t sendfile(int to, int from, off_t *o, size_t n) {
  CHANGE(ssize_t, "sendfile", "copy", NULL, to, to, from, o, n);
}

/* Whether a planted fault says that this is on the disk without having asked. */
static int is_skipped(int descriptor) {
  struct stat status;
  char name[4096], link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(link, name, sizeof name - 1);
  if (!plan.sync || length <= 0 || fstat(descriptor, &status)) return 0;
  name[length] = 0;
  const int is_journal = strstr(name, ".sqlite") != NULL, is_directory = S_ISDIR(status.st_mode);
  if (!strcmp(plan.sync, "journal")) return is_journal;
  if (!strcmp(plan.sync, "directories")) return is_directory;
  if (is_journal) return 0;
  if (!strcmp(plan.sync, "files")) return !is_directory;
  if (!strcmp(plan.sync, "late")) {
    pthread_mutex_lock(&late_lock);
    const int has_room = late_count < 4096;
    if (has_room) late[late_count++] = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    pthread_mutex_unlock(&late_lock);
    return has_room;
  }
  return 1;
}
static int sync_late(int result) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  pthread_mutex_lock(&late_lock);
  for (; late_count > 0; late_count--) {
    real(late[late_count - 1]);
    close(late[late_count - 1]);
  }
  pthread_mutex_unlock(&late_lock);
  return result;
}
static int sync_now(int descriptor) { CHANGE(int, "fsync", "sync", NULL, descriptor, descriptor); }
static int sync_bytes(int descriptor) {
  CHANGE(int, "fdatasync", "sync", NULL, descriptor, descriptor);
}
int fsync(int d) { return is_skipped(d) ? 0 : sync_late(sync_now(d)); }
int fdatasync(int d) { return is_skipped(d) ? 0 : sync_late(sync_bytes(d)); }
int syncfs(int d) {
  if (plan.sync && !strcmp(plan.sync, "none")) return 0;
  CHANGE(int, "syncfs", "sync", NULL, d, d);
}
int ftruncate(int d, off_t n) { CHANGE(int, "ftruncate", "truncate", NULL, d, d, n); }
int ftruncate64(int d, off64_t n) { CHANGE(int, "ftruncate64", "truncate", NULL, d, d, n); }

int rename(const char *a, const char *b) { CHANGE(int, "rename", "rename", b, -1, a, b); }
/* Of results alone: a directory of `outbox` that becomes visible. */
static int move_pieces(const char *from, const char *to) {
  DIR *directory = strstr(to, "/outbox/") ? opendir(from) : NULL;
  if (!directory || mkdir(to, 0755)) {
    if (directory) closedir(directory);
    return -1;
  }
  for (struct dirent *entry; (entry = readdir(directory));) {
    char old[4096], new[4096];
    if (entry->d_name[0] == '.') continue;
    snprintf(old, sizeof old, "%s/%s", from, entry->d_name);
    snprintf(new, sizeof new, "%s/%s", to, entry->d_name);
    rename(old, new);
  }
  closedir(directory);
  return rmdir(from);
}

int renameat2(int x, const char *a, int y, const char *b, unsigned f) {
  if (plan.moves_pieces && !f && !move_pieces(a, b)) return 0;
  CHANGE(int, "renameat2", "rename", b, -1, x, a, y, b, f);
}
int link(const char *a, const char *b) { CHANGE(int, "link", "link", b, -1, a, b); }
int linkat(int x, const char *a, int y, const char *b, int f) {
  CHANGE(int, "linkat", "link", b, -1, x, a, y, b, f);
}
int unlink(const char *p) { CHANGE(int, "unlink", "unlink", p, -1, p); }
int rmdir(const char *p) { CHANGE(int, "rmdir", "unlink", p, -1, p); }
int mkdir(const char *p, mode_t m) { CHANGE(int, "mkdir", "mkdir", p, -1, p, m); }

/* Only what makes or empties a file changes anything. */
#define OPEN(name, path, flags) \
  va_list rest; \
  va_start(rest, flags); \
  const mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
  va_end(rest); \
  REAL(int, name); \
  const enum moment moment = flags & (O_CREAT | O_TRUNC) ? count("create", path, -1) : pass; \
  const int result = real(path, flags, mode); \
  if (moment != pass) end(); \
  return result

int open(const char *path, int flags, ...) { OPEN("open", path, flags); }
int open64(const char *path, int flags, ...) { OPEN("open64", path, flags); }
