/* SPDX-License-Identifier: Apache-2.0 */
#include "app/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>
#include <seccomp.h>

#include "base/log.h"
#include "base/str.h"

/* The sanitizers look into their own process when it ends. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WATCHED 1
#endif
#endif

#define READ                                                                                       \
	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE)
/* All that version 1 of Landlock knows but devices and sockets of other kinds. */
#define WRITE                                                                                      \
	(READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |                   \
		LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK)
#define HANDLED                                                                                    \
	(WRITE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_CHAR |                    \
		LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_FIFO |                       \
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

static void
allow(int ruleset, const char *dir, uint64_t access)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = access };

	rule.parent_fd = open(dir, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return;
	if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
		log_warn("landlock: a directory could not be allowed: %s", strerror(errno));
	close(rule.parent_fd);
}

/* The directory that holds the file of a setting. */
static void
allow_beside(struct cli *cli, int ruleset, const char *file)
{
	const char *slash = strrchr(file, '/');

	allow(ruleset,
		!slash		? "."
		: slash == file ? "/"
				: arena_strndup(cli->mem, file, (size_t)(slash - file)),
		WRITE);
}

static bool
restrict_files(struct cli *cli)
{
	static const char *const readable[] = { "/usr", "/lib", "/lib64", "/etc", "/proc", "/run",
		"/dev" };
	struct landlock_ruleset_attr all = { .handled_access_fs = HANDLED };
	const char *db = config_text(cli->config, SET_db);
	const char *key = config_text(cli->config, SET_key_file);
	const char *listen = config_text(cli->config, SET_listen);
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	bool ok;

	if (ruleset < 0)
		return false;
	for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
		allow(ruleset, readable[i], READ);
	allow_beside(cli, ruleset,
		str_starts(db, "postgres")  ? "waymark.key"
		: str_starts(db, "sqlite:") ? db + 7
					    : db);
	if (*key)
		allow_beside(cli, ruleset, key);
	if (str_starts(listen, "unix:"))
		allow_beside(cli, ruleset, listen + 5);
	ok = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return ok;
}

void
sandbox_files(struct cli *cli)
{
	if (geteuid() == 0)
		log_warn("running as root; a user of its own is enough");
	if (!config_bool(cli->config, SET_sandbox))
		return;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		log_warn("sandbox: new privileges could not be given up: %s", strerror(errno));
#ifndef WATCHED
	/* A core would hold keys and texts. */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	if (restrict_files(cli))
		log_info("sandbox: files are restricted (Landlock)");
	else
		log_info("sandbox: this kernel has no Landlock: %s", strerror(errno));
}

static const int denied[] = {
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(fork),
	SCMP_SYS(vfork),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(swapoff),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(keyctl),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(acct),
	SCMP_SYS(quotactl),
	SCMP_SYS(personality),
	SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime),
	SCMP_SYS(clock_adjtime),
	SCMP_SYS(adjtimex),
	SCMP_SYS(sethostname),
	SCMP_SYS(setdomainname),
	SCMP_SYS(setuid),
	SCMP_SYS(setgid),
	SCMP_SYS(setreuid),
	SCMP_SYS(setregid),
	SCMP_SYS(setresuid),
	SCMP_SYS(setresgid),
	SCMP_SYS(setgroups),
	SCMP_SYS(mknod),
	SCMP_SYS(mknodat),
	SCMP_SYS(iopl),
	SCMP_SYS(ioperm),
	SCMP_SYS(io_uring_setup),
#ifndef WATCHED
	SCMP_SYS(ptrace),
#endif
};

static int
restrict_calls(void)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
	int e = f ? seccomp_attr_set(f, SCMP_FLTATR_CTL_TSYNC, 1) : -ENOMEM;

	for (size_t i = 0; i < sizeof denied / sizeof *denied && !e; i++) {
		e = seccomp_rule_add(f, SCMP_ACT_ERRNO(EPERM), denied[i], 0);
		/* Not every call is there on every machine. */
		e = e == -EDOM ? 0 : e;
	}
	e = e ? e : seccomp_load(f);
	seccomp_release(f);
	return -e;
}

void
sandbox_calls(struct cli *cli)
{
	int e;

	if (!config_bool(cli->config, SET_sandbox))
		return;
	e = restrict_calls();
	if (e)
		log_info("sandbox: system calls are not restricted (seccomp): %s", strerror(e));
	else
		log_info("sandbox: system calls are restricted (seccomp)");
}
