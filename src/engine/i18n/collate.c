/* SPDX-License-Identifier: Apache-2.0 */
/* One collator per language, made when it is first needed and kept: a collator that nobody changes
 * may be used by many threads (ICU user guide, "Collation: Thread safety"). */
#include <pthread.h>
#include <unicode/ucol.h>

#include "base/str.h"
#include "engine/i18n/fold.h"

#define COLLATORS_MAX 32

static struct {
	const struct lang *lang;
	UCollator *collator; /* NULL: ICU could not, bytes are compared */
} collators[COLLATORS_MAX];
static _Atomic int n_collators;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int
known(const struct lang *lang, int n)
{
	for (int i = 0; i < n; i++)
		if (collators[i].lang == lang)
			return i;
	return -1;
}

static int
make(const struct lang *lang)
{
	UErrorCode e = U_ZERO_ERROR;
	int n, i;

	pthread_mutex_lock(&lock);
	n = n_collators;
	i = known(lang, n);
	if (i < 0 && n < COLLATORS_MAX) {
		i = n;
		collators[i].lang = lang;
		collators[i].collator = ucol_open(lang->tag, &e);
		if (U_FAILURE(e))
			collators[i].collator = NULL;
		n_collators = n + 1;
	}
	pthread_mutex_unlock(&lock);
	return i;
}

int
collate(const struct lang *lang, const char *a, const char *b)
{
	UErrorCode e = U_ZERO_ERROR;
	UCollationResult r;
	int i = known(lang, n_collators);

	if (i < 0)
		i = make(lang);
	if (i < 0 || !collators[i].collator)
		return strcmp(a, b);
	r = ucol_strcollUTF8(collators[i].collator, a, -1, b, -1, &e);
	return U_FAILURE(e) ? strcmp(a, b) : (int)r;
}
