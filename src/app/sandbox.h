/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the serving process gives up, so that a fault in it is worth less: new privileges, core dumps,
 * starting other programs, and the files that it does not need. What the kernel does not have is said in
 * the log and done without. The setting `sandbox = no` leaves it all out, for debugging.
 */
#ifndef APP_SANDBOX_H
#define APP_SANDBOX_H

#include "app/cli.h"

/* Before the database is opened, since only threads that start later are bound: no new privileges, and
 * files (Landlock): read under /usr, /etc, /proc, /dev and /run; write beside the database, the key and
 * the unix socket. Says in the log if the process is root. */
void sandbox_files(struct cli *cli);

/* Once everything runs: the system calls that nothing here needs (seccomp), for all threads. */
void sandbox_calls(struct cli *cli);

#endif
