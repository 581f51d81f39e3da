/* SPDX-License-Identifier: Apache-2.0 */
/* The order of grades that a file does not tell: ladders that are known, and numbered ones. */
#include <stdlib.h>

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "features/imports/run.h"

/* Lowest first, folded; with | around each. */
static const char *const ladders[] = {
	/* Civil Service of the United Kingdom: gov.uk, "Civil Service grades". */
	"|aa|ao|eo|heo|seo|grade 7|grade 6|scs1|scs2|scs3|scs4|",
	"|aa|ao|eo|heo|seo|g7|g6|scs1|scs2|scs3|scs4|",
	("|intern|apprentice|trainee|graduate|junior|associate|intermediate|mid|mid level|senior|"
	 "lead|staff|principal|manager|senior manager|head|director|senior director|vice president|"
	 "senior vice president|executive|"),
	/* Germany, as companies write them. */
	("|praktikant|auszubildende|trainee|junior|sachbearbeitung|referent|senior|senior referent|"
	 "teamleitung|gruppenleitung|abteilungsleitung|bereichsleitung|geschaftsleitung|"),
};

struct step {
	const char *name;
	int64_t place;
};

static int
by_place(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	return x->place < y->place ? -1 : x->place > y->place;
}

/* Where the name stands on the ladder, from 1; 0: nowhere. */
static int64_t
place_on(const char *ladder, const char *folded)
{
	size_t n = strlen(folded);

	for (const char *p = ladder; (p = strstr(p, folded)); p++)
		if (p > ladder && p[-1] == '|' && p[n] == '|')
			return p - ladder;
	return 0;
}

/* "level 3" -> 3, with the words before it in *ret_head; -1: no number. */
static int64_t
number_of(const char *folded, size_t *ret_head)
{
	size_t n = strlen(folded), digits = 0;
	int64_t number;

	while (digits < n && folded[n - digits - 1] >= '0' && folded[n - digits - 1] <= '9')
		digits++;
	*ret_head = n - digits;
	return digits && digits < 10 && str_to_int(folded + n - digits, &number) ? number : -1;
}

static bool
on_ladder(const char *ladder, struct step *steps, const char *const *folded, int n)
{
	for (int i = 0; i < n; i++) {
		steps[i].place = place_on(ladder, folded[i]);
		if (!steps[i].place)
			return false;
	}
	return true;
}

/* All of them the same words with a number behind: E9, E10, E11. */
static bool
numbered(struct step *steps, const char *const *folded, int n)
{
	size_t head = 0;

	for (int i = 0; i < n; i++) {
		size_t mine;

		steps[i].place = number_of(folded[i], &mine);
		if (steps[i].place < 0 ||
			(i && (mine != head || strncmp(folded[i], folded[0], head))))
			return false;
		head = mine;
	}
	return true;
}

bool
ladder_order(struct arena *mem, struct texts *names)
{
	struct step *steps = ARENA_ARRAY(mem, struct step, names->n);
	const char **folded = ARENA_ARRAY(mem, const char *, names->n);
	bool known = false;

	for (int i = 0; i < names->n; i++) {
		steps[i].name = names->v[i];
		folded[i] = fold(mem, names->v[i]);
	}
	for (size_t k = 0; k < sizeof ladders / sizeof *ladders && !known; k++)
		known = on_ladder(ladders[k], steps, folded, names->n);
	if (!known && !numbered(steps, folded, names->n))
		return false;
	qsort(steps, (size_t)names->n, sizeof *steps, by_place);
	for (int i = 0; i < names->n; i++)
		names->v[i] = steps[i].name;
	return true;
}
