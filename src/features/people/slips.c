/* SPDX-License-Identifier: Apache-2.0 */
#include "features/people/slips.h"

#include "base/str.h"

#define LETTERS 48

static int
letters_of(const char *s, uint32_t to[LETTERS])
{
	int n = 0;

	for (uint32_t l; n < LETTERS && (l = utf8_next(&s));)
		to[n++] = l;
	return n;
}

static int
smallest(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

/* The table of Wagner and Fischer with Damerau's swap, three rows of it. open_end: what follows in b
 * after a costs nothing. */
static int
distance(const char *a, const char *b, int most, bool open_end)
{
	uint32_t x[LETTERS], y[LETTERS];
	int n = letters_of(a, x), m = letters_of(b, y);
	int rows[3][LETTERS + 1];
	int *before = rows[0], *above = rows[1], *row = rows[2];
	int best;

	if (n - m > most || (!open_end && m - n > most))
		return most + 1;
	for (int j = 0; j <= m; j++)
		above[j] = j;
	for (int i = 1; i <= n; i++) {
		int *spare = before;
		int least = row[0] = i;

		for (int j = 1; j <= m; j++) {
			row[j] = smallest(row[j - 1] + 1, above[j] + 1,
				above[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				row[j] = smallest(row[j], row[j], before[j - 2] + 1);
			least = row[j] < least ? row[j] : least;
		}
		if (least > most)
			return most + 1;
		before = above;
		above = row;
		row = spare;
	}
	best = above[m];
	for (int j = 0; open_end && j < m; j++)
		best = above[j] < best ? above[j] : best;
	return best > most ? most + 1 : best;
}

int
slips(const char *a, const char *b, int most)
{
	return distance(a, b, most, false);
}

int
slips_in_beginning(const char *a, const char *b, int most)
{
	return distance(a, b, most, true);
}

int
slips_forgiven(const char *word)
{
	size_t n = utf8_length(word);

	return n < 3 ? 0 : n < 8 ? 1 : 2;
}
