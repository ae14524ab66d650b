// What a program of somebody else may not do: Landlock for files, seccomp for system calls. Made
// here, in the parent; CSpawn puts the child into it.
#pragma once
#include <linux/filter.h>
#include <stddef.h>

/* Which files a boxed program reaches: it reads and runs what lies below `readable`, and writes
   what lies below `writable`. What is not there is left out. Paths end with a NULL.

   Returns a descriptor; or -errno, -ENOSYS and -EOPNOTSUPP where the kernel has no Landlock. */
int box_ruleset(const char *const readable[], const char *const writable[]);

/* Which system calls fail with EPERM: network, other processes, mounts, kernel interfaces, new
   namespaces, memory that is no address space, signals to `guarded` and to everybody. 0, or -errno.

   `filter` is for CSpawn; give it back with free(filter->filter). */
int box_filter(struct sock_fprog *filter, int guarded);

/* Whether this was built with a sanitizer, whose shadow takes more address space than any limit. */
int box_has_shadow(void);

/* mallopt(3): threads share so many heaps. */
void box_share_heaps(int count);
