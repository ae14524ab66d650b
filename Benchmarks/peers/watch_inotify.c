// The least that a watcher can do: each closed or renamed name of a directory, as inotify tells it.
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

int main(int count, char **arguments) {
  static char buffer[1 << 16] __attribute__((aligned(8)));
  const int queue = inotify_init1(IN_CLOEXEC);
  if (count != 2 || queue < 0) return 64;
  if (inotify_add_watch(queue, arguments[1], IN_CLOSE_WRITE | IN_MOVED_TO) < 0) return 1;
  for (;;) {
    const ssize_t size = read(queue, buffer, sizeof buffer);
    if (size <= 0) return 1;
    for (char *at = buffer; at < buffer + size;) {
      const struct inotify_event *event = (const struct inotify_event *)at;
      if (event->len > 0) puts(event->name);
      at += sizeof *event + event->len;
    }
    fflush(stdout);
  }
}
