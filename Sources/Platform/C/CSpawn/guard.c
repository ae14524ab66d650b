#define _GNU_SOURCE
#include "guard.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The guard is a process that reads a channel whose other end we alone hold, and each child until
   it has become a program. A child tells its group there before that; so when the channel ends, we
   have ended, every group has been told, and those that we did not take back are killed.

   The kernel's own PR_SET_PDEATHSIG would not do: it follows the thread that forked, and reaches
   the child alone and not what it started. A program in a box cannot leave its group. */

/* The groups that are to end with us: one bit for each process number that Linux has on 64 bits, of
   which only what is in use takes memory. Both sides keep it: the guard what it is told, and we
   what a guard to come has to know. */
static uint64_t kept[(4u << 20) / 64];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int channel = -1;
static pid_t guard;

static void note(int32_t number) {
  const uint32_t group = (uint32_t)(number < 0 ? -number : number);
  if (group / 64 >= sizeof kept / sizeof *kept) return;
  const uint64_t bit = 1ull << group % 64;
  if (number > 0) kept[group / 64] |= bit; else kept[group / 64] &= ~bit;
}

static void end_all(void) {
  for (uint32_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    for (uint64_t bits = kept[i]; bits; bits &= bits - 1) {
      kill(-(pid_t)(i * 64 + (uint32_t)__builtin_ctzll(bits)), SIGKILL);
    }
  }
}

/* Runs in the guard, a fork of a process with threads: async-signal-safe calls only, all signals
   blocked. It holds nothing of what it was forked from: no file, lock, directory or terminal. */
static _Noreturn void keep_watch(int from) {
  setsid();
  prctl(PR_SET_NAME, "dropmill-guard");
  if (chdir("/") < 0 || dup2(from, 0) < 0) _exit(1);
  syscall(SYS_close_range, 1u, ~0u, 0u);
  while (1) {
    int32_t number;
    const ssize_t count = recv(0, &number, sizeof number, 0);
    if (count == (ssize_t)sizeof number) note(number);
    else if (count == 0 || errno != EINTR) break;
  }
  end_all();
  _exit(0);
}

/* A guard that was killed: another one takes its place, and knows what we know. */
static void bury(void) {
  close(channel);
  channel = -1;
  while (waitpid(guard, NULL, 0) < 0 && errno == EINTR) {}
}

static int start(void) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
  /* No handler of ours may ever run in it. */
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  guard = fork();
  if (guard == 0) keep_watch(pair[1]);
  const int error = guard < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(pair[1]);
  if (error) close(pair[0]); else channel = pair[0];
  return -error;
}

int guard_hold(void) {
  pthread_mutex_lock(&lock);
  struct pollfd entry = {.fd = channel};
  if (channel >= 0 && poll(&entry, 1, 0) > 0) bury();
  const int error = channel < 0 ? start() : 0;
  return error < 0 ? error : channel;
}

void guard_let_go(pid_t group) {
  if (group > 0) note(group);
  pthread_mutex_unlock(&lock);
}

static int tell(int to, int32_t number) {
  ssize_t count;
  do count = send(to, &number, sizeof number, MSG_NOSIGNAL);
  while (count < 0 && errno == EINTR);
  return count < 0 ? -1 : 0;
}

int guard_keep(int to, pid_t group) { return tell(to, group); }

void guard_forget(pid_t group) {
  pthread_mutex_lock(&lock);
  note(-group);
  /* A guard that is gone kills nobody: there is nothing that it should forget. */
  if (channel >= 0) (void)tell(channel, -group);
  pthread_mutex_unlock(&lock);
}
