/* Has calls of a program fail that change files below one directory, and its clocks jump.
 *
 * Loaded before the C library (LD_PRELOAD), as ../Crash/killpoint.c is. A file of two numbers that
 * both sides map says what is wrong at the moment, so that it begins and ends under a running
 * program.
 *
 *   FAULT_BELOW=DIR    only calls on files below it fail
 *   FAULT_CALLS=a,b    of open, write, sync, rename, link, unlink, mkdir
 *   FAULT_ERRNO=N      what they say; 0: nothing is done, and success is told (a disk that lies)
 *   FAULT_STATE=FILE   int64 how many calls fail from now on (-1: all), int64 seconds by which the
 *                      date is off
 *   FAULT_AT=N         only the Nth such call fails, with or without a state
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct state {
  _Atomic int64_t failures;
  _Atomic int64_t seconds;
};

static struct state none, *state = &none;
static const char *below, *calls;
static int number;
static long at;
static atomic_long counted;
/* Programs that this one starts are not meant. */
static pid_t owner;

__attribute__((constructor)) static void read_plan(void) {
  const char *file = getenv("FAULT_STATE"), *code = getenv("FAULT_ERRNO");
  const char *nth = getenv("FAULT_AT");
  below = getenv("FAULT_BELOW");
  calls = getenv("FAULT_CALLS");
  number = code ? atoi(code) : EIO;
  at = nth ? atol(nth) : 0;
  owner = getpid();
  unsetenv("LD_PRELOAD");
  if (!file) return;
  const int descriptor = open(file, O_RDWR | O_CLOEXEC);
  void *map = descriptor < 0
    ? MAP_FAILED : mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  if (map != MAP_FAILED) state = map;
}

static int is_meant(const char *call) {
  const size_t length = strlen(call);
  for (const char *name = calls; name; name = strchr(name, ',')) {
    if (*name == ',') name++;
    if (!strncmp(name, call, length) && (name[length] == ',' || !name[length])) return 1;
  }
  return 0;
}

static int is_below(const char *path, int descriptor) {
  char name[4096], link[64];
  if (!path) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(link, name, sizeof name - 1);
    if (length <= 0) return 0;
    name[length] = 0;
    path = name;
  }
  return !strncmp(path, below, strlen(below));
}

/* Whether there was one left to fail. */
static int takes_one(void) {
  int64_t left = state->failures;
  while (left > 0 && !atomic_compare_exchange_weak(&state->failures, &left, left - 1)) {}
  return left > 0;
}

/* Whether this call is to fail. */
static int fails(const char *call, const char *path, int descriptor) {
  if (!below || getpid() != owner || !is_meant(call)) return 0;
  const int64_t left = state->failures;
  if (!at && !left) return 0;
  if (!is_below(path, descriptor)) return 0;
  if (at) return atomic_fetch_add(&counted, 1) + 1 == at;
  return left < 0 || takes_one();
}

#define REAL(type, name) \
  static type (*real)(); \
  if (!real) real = (type(*)())dlsym(RTLD_NEXT, name)

#define CALL(type, name, kind, path, descriptor, success, ...) \
  REAL(type, name); \
  if (fails(kind, path, descriptor)) { \
    errno = number; \
    return number ? -1 : success; \
  } \
  return real(__VA_ARGS__)

ssize_t write(int d, const void *b, size_t n) {
  CALL(ssize_t, "write", "write", NULL, d, (ssize_t)n, d, b, n);
}
ssize_t pwrite(int d, const void *b, size_t n, off_t o) {
  CALL(ssize_t, "pwrite", "write", NULL, d, (ssize_t)n, d, b, n, o);
}
ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) {
  CALL(ssize_t, "pwrite64", "write", NULL, d, (ssize_t)n, d, b, n, o);
}
int fsync(int d) { CALL(int, "fsync", "sync", NULL, d, 0, d); }
int fdatasync(int d) { CALL(int, "fdatasync", "sync", NULL, d, 0, d); }
int syncfs(int d) { CALL(int, "syncfs", "sync", NULL, d, 0, d); }
int rename(const char *a, const char *b) { CALL(int, "rename", "rename", b, -1, 0, a, b); }
int renameat2(int x, const char *a, int y, const char *b, unsigned f) {
  CALL(int, "renameat2", "rename", b, -1, 0, x, a, y, b, f);
}
int link(const char *a, const char *b) { CALL(int, "link", "link", b, -1, 0, a, b); }
int linkat(int x, const char *a, int y, const char *b, int f) {
  CALL(int, "linkat", "link", b, -1, 0, x, a, y, b, f);
}
int unlink(const char *p) { CALL(int, "unlink", "unlink", p, -1, 0, p); }
int rmdir(const char *p) { CALL(int, "rmdir", "unlink", p, -1, 0, p); }
int mkdir(const char *p, mode_t m) { CALL(int, "mkdir", "mkdir", p, -1, 0, p, m); }

#define OPEN(name, path, flags) \
  va_list rest; \
  va_start(rest, flags); \
  const mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
  va_end(rest); \
  CALL(int, name, "open", path, -1, -1, path, flags, mode)

int open(const char *path, int flags, ...) { OPEN("open", path, flags); }
int open64(const char *path, int flags, ...) { OPEN("open64", path, flags); }

/* Foreign files are opened by openat2, for which there is no function. */
long syscall(long call, ...) {
  va_list rest;
  long words[6];
  va_start(rest, call);
  for (int i = 0; i < 6; i++) words[i] = va_arg(rest, long);
  va_end(rest);
  if (call != SYS_openat2) {
    REAL(long, "syscall");
    return real(call, words[0], words[1], words[2], words[3], words[4], words[5]);
  }
  CALL(long, "syscall", "open", NULL, (int)words[0], -1, call, words[0], words[1], words[2],
       words[3], words[4], words[5]);
}

/* The date, not the clocks that only go forward. */
int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(int, "clock_gettime");
  const int result = real(clock, time);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    time->tv_sec += state->seconds;
  }
  return result;
}
int gettimeofday(struct timeval *time, void *zone) {
  REAL(int, "gettimeofday");
  const int result = real(time, zone);
  if (result == 0) time->tv_sec += state->seconds;
  return result;
}
time_t time(time_t *place) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (place) *place = now.tv_sec;
  return now.tv_sec;
}
