/* SPDX-License-Identifier: Apache-2.0 */
/* A disk that fails when it is told to: a SQLite VFS around the system's. Databases, their WAL and
 * their journals go through it; for tests only. */
#ifndef TESTS_FAULTS_DISK_H
#define TESTS_FAULTS_DISK_H

enum disk_fault {
	DISK_ERROR, /* one write, sync or truncation fails with an I/O error; the next ones work */
	DISK_FULL,  /* from then on, every write fails for want of room */
	DISK_POWER, /* from then on, nothing works, and what was not synced is in doubt */
};

/* Makes it the default of all databases that are opened from now on. */
void disk_install(void);

/* The at-th operation from now (1 = the next) fails. */
void disk_arm(enum disk_fault fault, int at);

/* No fault from now on. Returns how many operations there were since disk_arm. */
int disk_disarm(void);

/* After DISK_POWER and after all databases were closed: makes the files what a real disk might hold.
 * What was synced is there; of later writes, each sector of 512 bytes is there or not. */
void disk_lose(unsigned int seed);

#endif
