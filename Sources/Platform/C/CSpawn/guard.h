/* Who ends the children of a process that is killed. For spawn.c. */
#pragma once
#include <sys/types.h>

/* The channel to the guard, which is started where there is none; or -errno. Nobody else holds it
   until guard_let_go(), which follows in any case. */
int guard_hold(void);

/* `group`: of the child that was started meanwhile, or what is no number of a process. */
void guard_let_go(pid_t group);

/* In a child, before it is anything else: its group is to end with us. -1 and errno on failure.
   Async-signal-safe. */
int guard_keep(int channel, pid_t group);

/* The group has ended; before its leader is reaped. */
void guard_forget(pid_t group);
