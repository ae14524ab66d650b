// What libinotifytools hides and what Swift cannot see of inotify(7).
#pragma once
#include <sys/inotify.h>

/* The descriptor that libinotifytools got from inotify_init(); -1 before it was initialised. */
int dm_inotify_descriptor(void);
/* The watch descriptor of the last inotify_add_watch() on that descriptor; -1 when it failed. */
int dm_inotify_last_watch(void);
/* The name of an event: a flexible array member, which Swift does not import. NUL-terminated. */
const char *dm_inotify_name(const struct inotify_event *event);
/* eventfd(2), close-on-exec and non-blocking. */
int dm_watch_eventfd(void);
/* The f_type of statfs(2): the number of the file system in linux/magic.h; -1 and errno. */
long dm_watch_file_system(const char *path);
