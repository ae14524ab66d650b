// Tries to get out of the box that a stage program runs in, and says of each way whether it was
// open. Nothing it does would do harm where it succeeds.
//
// evil-program SECRET_FILE FOREIGN_DIRECTORY
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *secret, *foreign;
extern char **environ;

static int reads(const char *path) {
  char bytes[8];
  const int file = open(path, O_RDONLY);
  return file >= 0 && read(file, bytes, sizeof bytes) > 0;
}

static int read_secret(void) { return reads(secret); }
static int read_passwords(void) { return reads("/etc/shadow"); }

static int list_foreign(void) { return open(foreign, O_RDONLY | O_DIRECTORY) >= 0; }

static int write_foreign(void) {
  char path[4096];
  snprintf(path, sizeof path, "%s/written", foreign);
  return open(path, O_WRONLY | O_CREAT, 0600) >= 0;
}

static int link_secret(void) { return link(secret, "linked") == 0 && reads("linked"); }

static int connect_out(void) {
  const int channel = socket(AF_INET, SOCK_STREAM, 0);
  const struct sockaddr_in to = {
    .sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (channel < 0) return 0;
  return connect(channel, (const struct sockaddr *)&to, sizeof to) == 0 || errno == ECONNREFUSED;
}

static int send_datagram(void) { return socket(AF_INET, SOCK_DGRAM, 0) >= 0; }
static int raw_socket(void) { return socket(AF_PACKET, SOCK_RAW, 0) >= 0; }

static int parent_environment(void) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/environ", getppid());
  return reads(path);
}

static int signal_parent(void) { return kill(getppid(), 0) == 0; }
static int signal_all(void) { return kill(-1, 0) == 0; }
static int trace_parent(void) { return ptrace(PTRACE_SEIZE, getppid(), 0, 0) == 0; }

static int signal_thread(void) { return syscall(SYS_tkill, getppid(), 0) == 0; }

// To what it is: nothing changes where it succeeds.
static int parent_limits(void) {
  struct rlimit limit;
  return prlimit(getppid(), RLIMIT_NOFILE, NULL, &limit) == 0;
}

static int parent_priority(void) {
  const int priority = getpriority(PRIO_PROCESS, (id_t)getppid());
  return setpriority(PRIO_PROCESS, (id_t)getppid(), priority) == 0;
}

static int parent_memory(void) {
  char byte;
  struct iovec here = {&byte, 1}, there = {(void *)(uintptr_t)0x400000, 1};
  return process_vm_readv(getppid(), &here, 1, &there, 1, 0) >= 0 || errno == EFAULT;
}

static int inherited_secrets(void) {
  for (char **entry = environ; *entry; entry++) {
    if (strstr(*entry, "SECRET")) return 1;
  }
  return 0;
}

static int inherited_files(void) {
  for (int descriptor = 3; descriptor < 1024; descriptor++) {
    if (fcntl(descriptor, F_GETFD) >= 0) return 1;
  }
  return 0;
}

// The permission is looked at before the type, and there is no such type.
static int mount_something(void) {
  return mount("none", "/", "no-such-type", 0, NULL) == 0 || errno == ENODEV;
}

static int new_namespace(void) { return unshare(CLONE_NEWUSER) == 0; }
static int kernel_ring(void) { char p[120] = {0}; return syscall(SYS_io_uring_setup, 8, p) >= 0; }
static int kernel_program(void) { return syscall(SYS_bpf, 0, 0, 0) >= 0 || errno == EINVAL; }
static int kernel_keys(void) { return syscall(SYS_keyctl, 0, -3, 0) >= 0; }
static int gain_privileges(void) { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1; }
static int leave_group(void) { return setsid() >= 0 || setpgid(0, 0) == 0; }

static int dump_core(void) {
  struct rlimit limit;
  return getrlimit(RLIMIT_CORE, &limit) < 0 || limit.rlim_cur > 0;
}

static int take_memory(void) {
  return mmap(NULL, 1ul << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    != MAP_FAILED;
}

static int hide_memory(void) { return memfd_create("hidden", 0) >= 0; }

static int leave_memory(void) {
  const int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
  return segment >= 0 && shmctl(segment, IPC_RMID, NULL) == 0;
}

static int take_processes(void) {
  pid_t children[300];
  int count = 0;
  while (count < 300) {
    const pid_t child = fork();
    if (child == 0) { pause(); _exit(0); }
    if (child < 0) break;
    children[count++] = child;
  }
  for (int i = 0; i < count; i++) { kill(children[i], SIGKILL); waitpid(children[i], NULL, 0); }
  return count == 300;
}

static const struct { const char *name; int (*attempt)(void); } attempts[] = {
  {"reads a secret file", read_secret}, {"reads the password file", read_passwords},
  {"lists a foreign directory", list_foreign}, {"writes a foreign file", write_foreign},
  {"links a secret file", link_secret}, {"connects", connect_out},
  {"sends datagrams", send_datagram}, {"opens a raw socket", raw_socket},
  {"reads the parent's environment", parent_environment}, {"signals the parent", signal_parent},
  {"signals everybody", signal_all}, {"traces the parent", trace_parent},
  {"reads the parent's memory", parent_memory}, {"inherits secrets", inherited_secrets},
  {"inherits open files", inherited_files}, {"mounts", mount_something},
  {"makes a namespace", new_namespace}, {"opens a kernel ring", kernel_ring},
  {"loads a kernel program", kernel_program}, {"reaches kernel keys", kernel_keys},
  {"gains privileges", gain_privileges}, {"leaves its process group", leave_group},
  {"dumps core", dump_core}, {"takes 1 GiB of memory", take_memory},
  {"signals a thread of the parent", signal_thread},
  {"changes the parent's limits", parent_limits},
  {"changes the parent's priority", parent_priority}, {"hides memory in a file", hide_memory},
  {"leaves memory behind", leave_memory}, {"takes 300 processes", take_processes},
};

int main(int count, char **arguments) {
  if (count != 3) return 64;
  secret = arguments[1];
  foreign = arguments[2];
  for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
    printf("%s\t%s\n", attempts[i].attempt() ? "ESCAPED" : "blocked", attempts[i].name);
    fflush(stdout);
  }
  return 0;
}
