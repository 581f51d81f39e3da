/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/faults/disk.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/fatal.h"

#define SECTOR 512
#define WATCHED (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)

/* One change that was not synced yet. */
struct change {
	sqlite3_int64 at; /* where; for a truncation, the new size */
	int n;		  /* bytes; 0: a truncation */
	char *bytes;
	struct change *next;
};

/* A file as the disk surely holds it, and what came after. Found by path: a file may be opened more
 * than once. */
struct image {
	char *path;
	char *synced;
	size_t n;
	struct change *first, **last;
	struct image *next;
};

struct file {
	sqlite3_file base;
	struct image *image; /* NULL: not watched */
	sqlite3_file *real;
};

static sqlite3_vfs *system_vfs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct arena *mem;
static struct image *images;
static bool armed, dead;
static enum disk_fault kind;
static int wanted, count;

/* ---- what the disk holds ---- */

static void
take_image(struct image *im)
{
	int fd = open(im->path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	im->n = 0;
	im->first = NULL;
	im->last = &im->first;
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0) {
		im->synced = arena_alloc(mem, (size_t)st.st_size);
		im->n = (size_t)read(fd, im->synced, (size_t)st.st_size);
	}
	close(fd);
}

static struct image *
image_of(const char *path)
{
	struct image *im;

	for (im = images; im; im = im->next)
		if (strcmp(im->path, path) == 0)
			return im;
	im = ARENA_NEW(mem, struct image);
	im->path = arena_strdup(mem, path);
	im->next = images;
	images = im;
	take_image(im);
	return im;
}

static void
note_change(struct image *im, sqlite3_int64 at, const void *bytes, int n)
{
	struct change *c = ARENA_NEW(mem, struct change);

	*c = (struct change){ .at = at, .n = n, .bytes = arena_memdup(mem, bytes, (size_t)n) };
	*im->last = c;
	im->last = &c->next;
}

static void
lose_some(int fd, const struct change *c)
{
	int i, n;

	if (!c->n) {
		if (rand() % 2 && ftruncate(fd, c->at))
			fatal("cannot shorten a file");
		return;
	}
	for (i = 0; i < c->n; i += n) {
		n = c->n - i < SECTOR ? c->n - i : SECTOR;
		if (rand() % 2 && pwrite(fd, c->bytes + i, (size_t)n, c->at + i) != n)
			fatal("cannot write a file");
	}
}

void
disk_lose(unsigned int seed)
{
	struct image *im;
	struct change *c;
	int fd;

	srand(seed);
	for (im = images; im; im = im->next) {
		/* The name of a new file may be lost as well as its content; here it stays. */
		fd = open(im->path, O_WRONLY | O_TRUNC | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (write(fd, im->synced, im->n) != (ssize_t)im->n)
			fatal("cannot write %s", im->path);
		for (c = im->first; c; c = c->next)
			lose_some(fd, c);
		close(fd);
	}
}

/* ---- faults ---- */

/* Counts an operation; the error that it ends with. */
static int
fault(bool writes, int error)
{
	int rc = SQLITE_OK;

	if (dead)
		return error;
	if (!armed)
		return SQLITE_OK;
	count++;
	if (kind == DISK_ERROR && count == wanted)
		rc = error;
	if (kind == DISK_FULL && count >= wanted && writes)
		rc = SQLITE_FULL;
	if (kind == DISK_POWER && count >= wanted) {
		dead = true;
		rc = error;
	}
	return rc;
}

void
disk_arm(enum disk_fault f, int at)
{
	pthread_mutex_lock(&lock);
	armed = true;
	kind = f;
	wanted = at;
	count = 0;
	pthread_mutex_unlock(&lock);
}

int
disk_disarm(void)
{
	int n;

	pthread_mutex_lock(&lock);
	armed = dead = false;
	n = count;
	pthread_mutex_unlock(&lock);
	return n;
}

/* ---- files ---- */

static sqlite3_file *
real_of(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}

static int
f_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int
f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int
f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	struct image *im = ((struct file *)f)->image;
	int rc = SQLITE_OK;

	pthread_mutex_lock(&lock);
	if (im) {
		rc = fault(true, SQLITE_IOERR_WRITE);
		if (rc == SQLITE_OK || (dead && count == wanted))
			note_change(im, at, p, n);
	}
	pthread_mutex_unlock(&lock);
	return rc ? rc : real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
}

static int
f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	struct image *im = ((struct file *)f)->image;
	int rc = SQLITE_OK;

	pthread_mutex_lock(&lock);
	if (im && (rc = fault(false, SQLITE_IOERR_TRUNCATE)) == SQLITE_OK)
		note_change(im, size, "", 0);
	pthread_mutex_unlock(&lock);
	return rc ? rc : real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int
f_sync(sqlite3_file *f, int flags)
{
	struct image *im = ((struct file *)f)->image;
	int rc = SQLITE_OK;

	(void)flags; /* nothing real is synced: the power is only said to fail */
	pthread_mutex_lock(&lock);
	if (im && (rc = fault(false, SQLITE_IOERR_FSYNC)) == SQLITE_OK)
		take_image(im);
	pthread_mutex_unlock(&lock);
	return rc;
}

static int
f_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), ret);
}

static int
f_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int
f_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int
f_reserved(sqlite3_file *f, int *ret)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), ret);
}

static int
f_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int
f_sector(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

/* Without SQLITE_IOCAP_POWERSAFE_OVERWRITE: no promise at all. */
static int
f_character(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static int
f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
	return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, ret);
}

static int
f_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
	return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags);
}

static void
f_shm_barrier(sqlite3_file *f)
{
	real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int
f_shm_unmap(sqlite3_file *f, int remove)
{
	return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = f_close,
	.xRead = f_read,
	.xWrite = f_write,
	.xTruncate = f_truncate,
	.xSync = f_sync,
	.xFileSize = f_size,
	.xLock = f_lock,
	.xUnlock = f_unlock,
	.xCheckReservedLock = f_reserved,
	.xFileControl = f_control,
	.xSectorSize = f_sector,
	.xDeviceCharacteristics = f_character,
	.xShmMap = f_shm_map,
	.xShmLock = f_shm_lock,
	.xShmBarrier = f_shm_barrier,
	.xShmUnmap = f_shm_unmap,
};

static int
v_open(sqlite3_vfs *v, const char *path, sqlite3_file *base, int flags, int *ret_flags)
{
	struct file *f = (struct file *)base;
	int rc;

	(void)v;
	f->real = (sqlite3_file *)(f + 1);
	f->image = NULL;
	base->pMethods = NULL;
	rc = system_vfs->xOpen(system_vfs, path, f->real, flags, ret_flags);
	if (rc != SQLITE_OK)
		return rc;
	base->pMethods = &methods;
	pthread_mutex_lock(&lock);
	if (path && flags & WATCHED)
		f->image = image_of(path);
	pthread_mutex_unlock(&lock);
	return SQLITE_OK;
}

static int
v_delete(sqlite3_vfs *v, const char *path, int sync)
{
	int rc;

	(void)v;
	pthread_mutex_lock(&lock);
	rc = fault(false, SQLITE_IOERR_DELETE);
	pthread_mutex_unlock(&lock);
	return rc ? rc : system_vfs->xDelete(system_vfs, path, sync);
}

void
disk_install(void)
{
	static sqlite3_vfs v;

	mem = arena_new(0);
	system_vfs = sqlite3_vfs_find("unix");
	v = *system_vfs;
	v.iVersion = 2;
	v.zName = "faulty";
	v.szOsFile = (int)sizeof(struct file) + system_vfs->szOsFile;
	v.xOpen = v_open;
	v.xDelete = v_delete;
	sqlite3_vfs_register(&v, 1);
}
