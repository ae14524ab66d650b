#define _GNU_SOURCE
#include "CThreads.h"
#include <pthread.h>
#include <stdio.h>

void dm_name_thread(const char *name) {
  char text[16];
  snprintf(text, sizeof text, "%s", name);
  pthread_setname_np(pthread_self(), text);
}
