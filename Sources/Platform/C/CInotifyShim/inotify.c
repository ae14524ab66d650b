// Stands between libinotifytools 3.22 and glibc for three functions that the library calls through
// its PLT. Only the descriptor of the library is treated apart; other users of inotify in the
// process see the calls as they are.
//
// inotify_init:      the library leaks its descriptor into children and hides it. Here it becomes
//                    close-on-exec and non-blocking, and known to the event loop. It waits with
//                    select(2), which must not be given a descriptor of FD_SETSIZE or more.
// inotify_add_watch: the library answers yes or no; the loop needs the number.
// inotify_rm_watch:  the kernel drops the watch of a deleted directory by itself. The library takes
//                    the EINVAL that follows for a failure, prints a line and leaks its record.
#define _GNU_SOURCE
#include "CInotifyShim.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

// Touched only by the thread that owns the library.
static int library_descriptor = -1;
static int last_watch = -1;

// A low number, kept for the library until it needs one: many files may be open by then.
static int kept_descriptor = -1;

__attribute__((constructor)) static void keep_descriptor(void) {
  kept_descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

// Called once in a process.
int inotify_init(void) {
  int descriptor = (int)syscall(SYS_inotify_init1, IN_CLOEXEC | IN_NONBLOCK);
  if (descriptor < 0) return -1;
  if (descriptor >= FD_SETSIZE) {
    int low = kept_descriptor < 0 ? -1 : dup3(descriptor, kept_descriptor, O_CLOEXEC);
    close(descriptor);
    if (low < 0) {
      errno = EMFILE;
      return -1;
    }
    kept_descriptor = -1;
    descriptor = low;
  }
  library_descriptor = descriptor;
  return descriptor;
}

int inotify_add_watch(int descriptor, const char *path, uint32_t mask) {
  int watch = (int)syscall(SYS_inotify_add_watch, descriptor, path, mask);
  if (descriptor == library_descriptor) last_watch = watch;
  return watch;
}

int inotify_rm_watch(int descriptor, int watch) {
  int result = (int)syscall(SYS_inotify_rm_watch, descriptor, watch);
  if (result < 0 && errno == EINVAL && descriptor == library_descriptor) return 0;
  return result;
}

int dm_inotify_descriptor(void) { return library_descriptor; }

int dm_inotify_last_watch(void) { return last_watch; }

const char *dm_inotify_name(const struct inotify_event *event) { return event->name; }

int dm_watch_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

long dm_watch_file_system(const char *path) {
  struct statfs status;
  return statfs(path, &status) < 0 ? -1 : (long)(unsigned)status.f_type;
}
