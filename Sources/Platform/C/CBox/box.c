#define _GNU_SOURCE
#include "CBox.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights that came after the headers of Debian 12: Landlock's third and fifth interface. */
static const uint64_t truncate_right = 1ull << 14, ioctl_right = 1ull << 15;

static const uint64_t read_rights =
  LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t write_rights =
  LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE
  | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE
  | LANDLOCK_ACCESS_FS_REMOVE_DIR | (1ull << 14);
static const uint64_t file_rights =
  LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE
  | (1ull << 14);

static int allow(int ruleset, const char *path, uint64_t rights) {
  const int descriptor = open(path, O_PATH | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? 0 : -errno;
  struct stat status;
  if (fstat(descriptor, &status) == 0 && !S_ISDIR(status.st_mode)) rights &= file_rights;
  const struct landlock_path_beneath_attr rule = {rights, descriptor};
  const long result =
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0u);
  const int error = result < 0 ? -errno : 0;
  close(descriptor);
  return error;
}

/* All rights that this kernel can take away, the later ones for network and signals too. */
static int new_ruleset(uint64_t *known) {
  const long version =
    syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 0) return -errno;
  *known = (1ull << 13) - 1;
  if (version >= 2) *known |= 1ull << 13; /* to link and rename across directories */
  if (version >= 3) *known |= truncate_right;
  if (version >= 5) *known |= ioctl_right;
  const struct { uint64_t files, network, scope; } attributes =
    {*known, version >= 4 ? 3 : 0, version >= 6 ? 3 : 0};
  const size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  const long ruleset = syscall(SYS_landlock_create_ruleset, &attributes, size, 0u);
  return ruleset < 0 ? -errno : (int)ruleset;
}

int box_ruleset(const char *const readable[], const char *const writable[]) {
  uint64_t known = 0;
  const int ruleset = new_ruleset(&known);
  if (ruleset < 0) return ruleset;
  const uint64_t both = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
  int error = allow(ruleset, "/dev/null", both);
  for (int i = 0; !error && readable[i]; i++) error = allow(ruleset, readable[i], read_rights);
  for (int i = 0; !error && writable[i]; i++) {
    error = allow(ruleset, writable[i], write_rights & known);
  }
  if (!error) return ruleset;
  close(ruleset);
  return error;
}

/* Data table: calls that no program between two streams of records needs. */
static const char *const refused[] = {
  "socket", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp",
  "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "mount", "umount2",
  "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsmount", "fsconfig", "fspick",
  "mount_setattr", "unshare", "setns", "bpf", "perf_event_open", "keyctl", "add_key",
  "request_key", "io_uring_setup", "io_uring_enter", "io_uring_register", "userfaultfd",
  "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot",
  "swapon", "swapoff", "quotactl", "acct", "settimeofday", "clock_settime", "clock_adjtime",
  "adjtimex", "sethostname", "setdomainname", "personality", "name_to_handle_at",
  "open_by_handle_at", "fanotify_init", "mknod", "mknodat", "iopl", "ioperm", "syslog",
  "vmsplice", "memfd_secret", "lookup_dcookie", "setsid", "setpgid", "tkill",
  /* Memory that no limit of address space counts, and that may outlive the program. */
  "memfd_create", "shmget", "msgget", "semget", "mq_open", NULL};

/* Data table: calls that name a process of the same user by this argument, and need not be it. */
static const struct { const char *name; unsigned argument; } own_only[] = {
  {"prlimit64", 0}, {"setpriority", 1}, {"ioprio_set", 1}, {"sched_setparam", 0},
  {"sched_setscheduler", 0}, {"sched_setattr", 0}, {"sched_setaffinity", 0}};

static const uint32_t namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET
  | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

/* Refuses a call whose first argument is this, as the 32 bits that the kernel looks at. */
static int refuse_first(scmp_filter_ctx filter, int call, uint32_t value) {
  const struct scmp_arg_cmp first = SCMP_A0(SCMP_CMP_MASKED_EQ, UINT32_MAX, value);
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 1, first);
}

/* What changes a process works on the caller alone, whose number there is 0. */
static int refuse_others(scmp_filter_ctx filter) {
  int error = 0;
  for (size_t i = 0; !error && i < sizeof own_only / sizeof *own_only; i++) {
    const struct scmp_arg_cmp other = SCMP_CMP(own_only[i].argument, SCMP_CMP_NE, 0);
    const int call = seccomp_syscall_resolve_name(own_only[i].name);
    error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 1, other);
  }
  return error;
}

static int fill(scmp_filter_ctx filter, int guarded) {
  int error = refuse_others(filter);
  for (int i = 0; !error && refused[i]; i++) {
    const int call = seccomp_syscall_resolve_name(refused[i]);
    if (call != __NR_SCMP_ERROR) {
      error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
    }
  }
  const uint32_t targets[] = {(uint32_t)guarded, (uint32_t)-guarded, UINT32_MAX};
  for (int i = 0; !error && i < 3; i++) error = refuse_first(filter, SCMP_SYS(kill), targets[i]);
  if (!error) error = refuse_first(filter, SCMP_SYS(tgkill), (uint32_t)guarded);
  for (int bit = 0; !error && bit < 32; bit++) {
    const uint64_t flag = 1ull << bit;
    if (!(namespaces & flag)) continue;
    error = seccomp_rule_add(
      filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag));
  }
  /* Its flags lie in memory, where no filter sees them: glibc then takes clone. */
  if (!error) error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  if (error) return error;
  return seccomp_rule_add(
    filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 1,
    SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, TIOCSTI));
}

/* libseccomp hands the compiled filter over as a file only. */
static int export(scmp_filter_ctx filter, struct sock_fprog *out) {
  const int file = memfd_create("filter", MFD_CLOEXEC);
  if (file < 0) return -errno;
  int error = seccomp_export_bpf(filter, file);
  const off_t size = error ? 0 : lseek(file, 0, SEEK_END);
  out->filter = size > 0 ? malloc((size_t)size) : NULL;
  if (!error && !out->filter) error = -ENOMEM;
  if (!error && pread(file, out->filter, (size_t)size, 0) != size) error = -EIO;
  if (!error) out->len = (unsigned short)((size_t)size / sizeof *out->filter);
  if (error) free(out->filter);
  close(file);
  return error;
}

int box_filter(struct sock_fprog *out, int guarded) {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter) return -ENOMEM;
  int error = fill(filter, guarded);
  if (!error) error = export(filter, out);
  seccomp_release(filter);
  return error;
}

int box_has_shadow(void) {
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return 1;
#endif
#endif
  return 0;
}

void box_share_heaps(int count) { mallopt(M_ARENA_MAX, count); }
