#define _GNU_SOURCE
#include "CSpawn.h"
#include "guard.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void lower(int resource, uint64_t ceiling) {
  const struct rlimit limit = {ceiling, ceiling};
  if (ceiling) setrlimit(resource, &limit);
}

static void reset_signals(void) {
  const struct sigaction standard = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Puts the three descriptors at 0, 1 and 2, the report at 3, the ruleset, if there is one, at 4,
   and closes all others. */
static int arrange(int descriptors[3], int *report, int *ruleset) {
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  /* First out of the way of 0 to 4, or one dup2 could overwrite the source of the next. */
  *report = fcntl(*report, F_DUPFD_CLOEXEC, 5);
  if (*report < 0) return -1;
  if (*ruleset >= 0 && (*ruleset = fcntl(*ruleset, F_DUPFD_CLOEXEC, 5)) < 0) return -1;
  for (int i = 0; i < 3; i++) {
    descriptors[i] = fcntl(descriptors[i] < 0 ? null : descriptors[i], F_DUPFD_CLOEXEC, 5);
    if (descriptors[i] < 0) return -1;
  }
  for (int i = 0; i < 3; i++) {
    if (dup2(descriptors[i], i) < 0) return -1;
  }
  if (dup3(*report, 3, O_CLOEXEC) < 0) return -1;
  *report = 3;
  if (*ruleset >= 0) {
    if (dup3(*ruleset, 4, O_CLOEXEC) < 0) return -1;
    *ruleset = 4;
  }
  return (int)syscall(SYS_close_range, *ruleset < 0 ? 4u : 5u, ~0u, 0u);
}

/* No step can be taken back: first the user, then the files, then the calls. */
static int confine(const spawn_box *box, int ruleset) {
  const int drops = box->user != UINT32_MAX && geteuid() == 0;
  if (box->directory && chdir(box->directory) < 0) return -1;
  lower(RLIMIT_NPROC, box->processes_max);
  if (drops && (setgroups(0, NULL) < 0 || setgid(box->group) < 0 || setuid(box->user) < 0)) {
    return -1;
  }
  if (ruleset >= 0 && syscall(SYS_landlock_restrict_self, ruleset, 0u) < 0) return -1;
  return box->filter ? prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, box->filter) : 0;
}

static void limit(const spawn_limits *limits) {
  const struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  lower(RLIMIT_AS, limits->memory_max);
  lower(RLIMIT_FSIZE, limits->file_max);
  lower(RLIMIT_CPU, limits->processor_max);
  lower(RLIMIT_NOFILE, limits->descriptors_max);
}

/* Runs in the child: async-signal-safe calls only (signal-safety(7)). */
static _Noreturn void become(const char *path, char *const arguments[], char *const environment[],
                             int descriptors[3], const spawn_limits *limits, const spawn_box *box,
                             int guard, int report) {
  int ruleset = box ? box->ruleset : -1;
  reset_signals();
  if ((box ? setsid() : setpgid(0, 0)) >= 0 && guard_keep(guard, getpid()) == 0
      && arrange(descriptors, &report, &ruleset) == 0
      && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
    limit(limits);
    if (!box || confine(box, ruleset) == 0) execve(path, arguments, environment);
  }
  const int error = errno;
  const ssize_t written = write(report, &error, sizeof error);
  (void)written; /* There is nobody else to tell. */
  _exit(127);
}

/* The error that the child reported; 0 when exec closed the pipe instead. */
static int reported(int descriptor) {
  int error = 0;
  ssize_t count;
  do count = read(descriptor, &error, sizeof error);
  while (count < 0 && errno == EINTR);
  return count == (ssize_t)sizeof error ? error : 0;
}

int spawn_guard(void) {
  const int guard = guard_hold();
  guard_let_go(0);
  return guard < 0 ? guard : 0;
}

pid_t spawn_start(const char *path, char *const arguments[], char *const environment[], int input,
                  int output, int errors, const spawn_limits *limits) {
  return spawn_start_boxed(path, arguments, environment, input, output, errors, limits, NULL);
}

pid_t spawn_start_boxed(const char *path, char *const arguments[], char *const environment[],
                        int input, int output, int errors, const spawn_limits *limits,
                        const spawn_box *box) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) < 0) return -errno;
  /* No handler of the parent may run in the child before its signals are reset. */
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int guard = guard_hold();
  const pid_t child = guard < 0 ? -1 : fork();
  if (child == 0) {
    int descriptors[3] = {input, output, errors};
    become(path, arguments, environment, descriptors, limits, box, guard, report[1]);
  }
  int error = guard < 0 ? -guard : child < 0 ? errno : 0;
  guard_let_go(child);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(report[1]);
  if (child > 0) {
    error = reported(report[0]);
    spawn_ending ending;
    if (error) spawn_reap(child, &ending);
  }
  close(report[0]);
  return error ? -error : child;
}

int spawn_reap(pid_t child, spawn_ending *ending) {
  int status;
  struct rusage usage;
  pid_t result;
  siginfo_t ended;
  do result = waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT);
  while (result < 0 && errno == EINTR);
  if (result < 0) return -errno;
  /* What it left. Until it is reaped, its number and its group's are nobody else's. */
  kill(-child, SIGKILL);
  guard_forget(child);
  do result = wait4(child, &status, 0, &usage);
  while (result < 0 && errno == EINTR);
  if (result < 0) return -errno;
  ending->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  ending->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  ending->processor_microseconds =
    (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000u
    + (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  ending->memory_peak = (uint64_t)usage.ru_maxrss * 1024u;
  return 0;
}

int spawn_watch(pid_t child) {
  const int descriptor = (int)syscall(SYS_pidfd_open, child, 0u);
  return descriptor < 0 ? -errno : descriptor;
}

int spawn_await(pid_t child, int milliseconds) {
  const int descriptor = spawn_watch(child);
  if (descriptor < 0) return 0;
  struct pollfd entry = {.fd = descriptor, .events = POLLIN};
  const int result = poll(&entry, 1, milliseconds);
  close(descriptor);
  return result > 0;
}

void spawn_kill(pid_t child) {
  kill(-child, SIGKILL);
  /* The group exists only once the child has called setpgid. */
  kill(child, SIGKILL);
}

int spawn_socket_pair(int pair[2]) {
  return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0 ? -errno : 0;
}

int spawn_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return 0;
}
