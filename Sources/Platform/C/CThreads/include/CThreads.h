// What Swift's Glibc module does not show of threads: calls behind _GNU_SOURCE.
#pragma once

/* pthread_setname_np(3) of the calling thread; what exceeds 15 bytes is cut off. */
void dm_name_thread(const char *name);
