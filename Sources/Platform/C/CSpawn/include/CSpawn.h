// Starting and ending child processes: what must be async-signal-safe C between fork and exec, and
// calls that Swift's Glibc module does not show.
#pragma once
#include <linux/filter.h>
#include <stdint.h>
#include <sys/types.h>

/* Ceilings for the child; 0 leaves a limit as it is. Core dumps are always off. */
typedef struct {
  uint64_t memory_max;      /* bytes of address space */
  uint64_t file_max;        /* bytes of any file that it writes */
  uint64_t processor_max;   /* seconds of processor time */
  uint64_t descriptors_max; /* open files */
} spawn_limits;

/* What else a child is kept from; CBox makes the ruleset and the filter. */
typedef struct {
  const char *directory;            /* where it begins, or NULL */
  int ruleset;                      /* of Landlock: which files it reaches; or -1 */
  const struct sock_fprog *filter;  /* of seccomp: which system calls fail; or NULL */
  uint32_t user, group;             /* that it becomes when we are root; or UINT32_MAX */
  uint64_t processes_max;           /* of its user; 0 leaves the limit as it is */
} spawn_box;

/* Starts a program as the leader of a new process group, with default signal actions, nothing
   blocked, no way to gain privileges, and no descriptors but 0, 1 and 2: `input`, `output` and
   `errors`, where -1 stands for /dev/null.

   Returns the process id, or -errno when the program could not be started: a missing program is an
   error here, not an exit status. The child must be reaped with spawn_reap().

   When we end without that, however it came, its whole group is killed: a process of our own, the
   guard, sees to it. It is started with the first child, or by spawn_guard(). */
pid_t spawn_start(const char *path, char *const arguments[], char *const environment[], int input,
                  int output, int errors, const spawn_limits *limits);

/* Starts the guard where there is none yet. 0, or -errno. */
int spawn_guard(void);

/* As spawn_start(), confined: in a session of its own, which nobody debugs. */
pid_t spawn_start_boxed(const char *path, char *const arguments[], char *const environment[],
                        int input, int output, int errors, const spawn_limits *limits,
                        const spawn_box *box);

/* How a child ended, and what it took. */
typedef struct {
  int signal;                      /* that killed it, or 0 */
  int status;                      /* of its exit, when `signal` is 0 */
  uint64_t processor_microseconds; /* user and system */
  uint64_t memory_peak;            /* bytes resident at most */
} spawn_ending;

/* Waits for the child's end, and kills what is left of its group. 0, or -errno. */
int spawn_reap(pid_t child, spawn_ending *ending);

/* Waits until the child has ended, without reaping it. 1 when it has, 0 when the time is over. */
int spawn_await(pid_t child, int milliseconds);

/* Kills the child's whole group. Only before spawn_reap(): until then the id cannot be reused. */
void spawn_kill(pid_t child);

/* A descriptor that poll(2) finds readable when the child has ended; or -errno. */
int spawn_watch(pid_t child);

/* A connected pair of stream sockets, closed on exec. 0, or -errno. */
int spawn_socket_pair(int pair[2]);

/* A pipe, closed on exec; its reading end does not block. 0, or -errno. */
int spawn_pipe(int ends[2]);
