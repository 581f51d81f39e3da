/* SPDX-License-Identifier: Apache-2.0 */
/*
 * startup PORT TIMES PROGRAM ARGUMENTS…
 * Starts the program and asks 127.0.0.1:PORT for /readyz until the answer is 200; then stops it. Prints
 * the milliseconds from exec to that answer, sorted, one a line.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST 200
#define PATIENCE 10000 /* ms */

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
is_ready(int port)
{
	static const char ask[] =
		"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	char answer[64] = "";
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), ready;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ready = fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0 &&
		send(fd, ask, sizeof ask - 1, MSG_NOSIGNAL) > 0 &&
		recv(fd, answer, sizeof answer - 1, 0) > 0 && strstr(answer, " 200 ");
	if (fd >= 0)
		close(fd);
	return ready;
}

static double
start(int port, char **argv)
{
	double began = now(), ready;
	pid_t pid = fork();

	if (pid == 0) {
		int fd = open("/dev/null", O_WRONLY);

		dup2(fd, 1);
		dup2(fd, 2);
		execv(argv[0], argv);
		_exit(127);
	}
	while (!is_ready(port) && now() < began + PATIENCE)
		nanosleep(&(struct timespec){ .tv_nsec = 200000 }, NULL);
	ready = now() - began;
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	return ready;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	double ms[MOST];
	int n = argc > 3 ? atoi(argv[2]) : 0;

	if (n < 1 || n > MOST) {
		fprintf(stderr, "startup PORT TIMES PROGRAM ARGUMENTS…\n");
		return 64;
	}
	for (int i = 0; i < n; i++)
		ms[i] = start(atoi(argv[1]), argv + 3);
	qsort(ms, (size_t)n, sizeof *ms, by_size);
	for (int i = 0; i < n; i++)
		printf("%.1f\n", ms[i]);
	return 0;
}
