/* SPDX-License-Identifier: Apache-2.0 */
#include "features/minutes/merge.h"

#include "base/buf.h"
#include "base/str.h"

/* Two passages are compared line by line while the product of their lengths is below this; longer ones
 * count as changed as a whole: more to look at, and nothing lost. */
#define COMPARED_MOST 400000

struct line {
	const char *p;
	int n;
};

struct lines {
	int n;
	struct line *v;
};

static struct lines
lines_of(struct arena *mem, const char *text)
{
	struct lines l = { 0, NULL };
	int n = *text != 0;

	for (const char *s = text; *s; s++)
		n += *s == '\n';
	l.v = ARENA_ARRAY(mem, struct line, n + 1);
	for (const char *s = text; l.n < n; l.n++) {
		size_t size = strcspn(s, "\n");

		l.v[l.n] = (struct line){ s, (int)size };
		s += size + 1;
	}
	return l;
}

static bool
same(const struct line *a, const struct line *b)
{
	return a->n == b->n && memcmp(a->p, b->p, (size_t)a->n) == 0;
}

/* The longest common subsequence of a[0..n) and b[0..m): to[i] becomes first + the partner of a[i]. */
static void
match_middle(struct arena *mem, const struct line *a, int n, const struct line *b, int m, int *to,
	int first)
{
	int *best, width = m + 1, i = 0, k = 0;

	if (!n || !m || n > COMPARED_MOST / m)
		return;
	best = ARENA_ARRAY(mem, int, (n + 1) * width);
	memset(best, 0, sizeof *best * (size_t)(n + 1) * (size_t)width);
	for (int x = n - 1; x >= 0; x--)
		for (int y = m - 1; y >= 0; y--) {
			int below = best[(x + 1) * width + y], right = best[x * width + y + 1];

			best[x * width + y] = same(&a[x], &b[y]) ? best[(x + 1) * width + y + 1] + 1
					      : below > right	 ? below
								 : right;
		}
	while (i < n && k < m)
		if (same(&a[i], &b[k]))
			to[i++] = first + k++;
		else if (best[(i + 1) * width + k] >= best[i * width + k + 1])
			i++;
		else
			k++;
}

/* For each line of a its partner in b, or -1; partners rise. */
static int *
match(struct arena *mem, const struct lines *a, const struct lines *b)
{
	int *to = ARENA_ARRAY(mem, int, a->n + 1);
	int from = 0, end = 0;

	for (int i = 0; i < a->n; i++)
		to[i] = -1;
	while (from < a->n && from < b->n && same(&a->v[from], &b->v[from])) {
		to[from] = from;
		from++;
	}
	while (end < a->n - from && end < b->n - from &&
		same(&a->v[a->n - 1 - end], &b->v[b->n - 1 - end])) {
		to[a->n - 1 - end] = b->n - 1 - end;
		end++;
	}
	match_middle(mem, a->v + from, a->n - from - end, b->v + from, b->n - from - end, to + from,
		from);
	return to;
}

/* base[b0..b1) became x[x0..x1). */
struct hunk {
	int b0, b1, x0, x1;
};
struct hunks {
	int n;
	struct hunk *v;
};

static struct hunks
hunks_of(struct arena *mem, const struct lines *base, const struct lines *x)
{
	struct hunks h = { 0, ARENA_ARRAY(mem, struct hunk, base->n + 1) };
	const int *to = match(mem, base, x);
	int b = 0, at = 0;

	for (int i = 0; i <= base->n; i++) {
		int partner = i < base->n ? to[i] : x->n;

		if (partner < 0)
			continue;
		if (i > b || partner > at)
			h.v[h.n++] = (struct hunk){ b, i, at, partner };
		b = i + 1;
		at = partner + 1;
	}
	return h;
}

/* ---- one text of two ---- */

static void
put(struct buf *b, const struct line *v, int n)
{
	for (int i = 0; i < n; i++) {
		/* An empty first line is a line too: every line but the first has its end before it. */
		if (b->p)
			buf_chr(b, '\n');
		buf_add(b, v[i].p, (size_t)v[i].n);
		if (!b->p)
			buf_room(b, 1);
	}
}

static const char *
text_of(struct arena *mem, const struct line *v, int n)
{
	struct buf b = BUF_IN(mem);

	put(&b, v, n);
	return buf_text(&b);
}

struct work {
	struct arena *mem;
	struct lines base, mine, theirs;
	struct hunks my, their;
	int i, k;		   /* the next hunk of each */
	struct buf text, me, them; /* the text in its three ways */
	struct overlap_rows overlaps;
};

static void
put_all(struct work *w, const struct line *v, int n)
{
	put(&w->text, v, n);
	put(&w->me, v, n);
	put(&w->them, v, n);
}

/* Both put something in at the same place: what is the same at its ends stands once. */
static void
put_both_ways(struct work *w, const struct line *mine, int n, const struct line *theirs, int m,
	bool overlap)
{
	int from = 0, end = 0;

	while (from < n && from < m && same(&mine[from], &theirs[from]))
		from++;
	while (end < n - from && end < m - from && same(&mine[n - 1 - end], &theirs[m - 1 - end]))
		end++;
	put_all(w, mine, from);
	n -= from + end;
	m -= from + end;
	mine += from;
	theirs += from;
	if (overlap && (n || m)) {
		w->overlaps.v[w->overlaps.n++] =
			(struct overlap){ text_of(w->mem, mine, n), text_of(w->mem, theirs, m) };
		put(&w->text, theirs, m);
		put(&w->text, mine, n);
		put(&w->me, mine, n);
		put(&w->them, theirs, m);
	} else {
		put_all(w, theirs, m);
		put_all(w, mine, n);
	}
	put_all(w, mine + n, end);
}

/* Does h reach into base[b0..b1)? Touching does not count. */
static bool
reaches(const struct hunk *h, int b0, int b1)
{
	return h->b0 == h->b1 ? h->b0 > b0 && h->b0 < b1 : h->b0 < b1 && h->b1 > b0;
}

/* What became of base[b0..b1), where hunks from first to last (not included) lie within it. */
static struct hunk
span(const struct hunks *h, int first, int last, int b0, int b1)
{
	const struct hunk *f = &h->v[first], *l = &h->v[last - 1];

	return (struct hunk){ b0, b1, f->x0 - (f->b0 - b0), l->x1 + (b1 - l->b1) };
}

/* Where two hunks begin at the same line, one that only puts something in comes first. */
static bool
comes_first(const struct hunk *a, const struct hunk *b)
{
	return a->b0 != b->b0 ? a->b0 < b->b0 : a->b0 == a->b1 || b->b0 != b->b1;
}

/* The next change of either side with all that overlaps it; returns where base goes on. */
static int
step(struct work *w, int at)
{
	int i0 = w->i, k0 = w->k, b0, b1;
	const struct hunk *my = i0 < w->my.n ? &w->my.v[i0] : NULL;
	const struct hunk *their = k0 < w->their.n ? &w->their.v[k0] : NULL;
	const struct hunk *first = !their || (my && comes_first(my, their)) ? my : their;
	struct hunk m, t;

	b0 = first->b0;
	b1 = first->b1;
	put_all(w, w->base.v + at, b0 - at);
	if (my && their && b0 == b1 && my->b0 == their->b0 && my->b1 == my->b0 &&
		their->b1 == their->b0) {
		put_both_ways(w, w->mine.v + my->x0, my->x1 - my->x0, w->theirs.v + their->x0,
			their->x1 - their->x0, false);
		w->i++;
		w->k++;
		return b1;
	}
	w->i += first == my;
	w->k += first == their;
	for (bool more = true; more;) {
		more = false;
		while (w->i < w->my.n && reaches(&w->my.v[w->i], b0, b1)) {
			b1 = w->my.v[w->i].b1 > b1 ? w->my.v[w->i].b1 : b1;
			w->i++;
			more = true;
		}
		while (w->k < w->their.n && reaches(&w->their.v[w->k], b0, b1)) {
			b1 = w->their.v[w->k].b1 > b1 ? w->their.v[w->k].b1 : b1;
			w->k++;
			more = true;
		}
	}
	if (w->k == k0) {
		m = span(&w->my, i0, w->i, b0, b1);
		put_all(w, w->mine.v + m.x0, m.x1 - m.x0);
	} else if (w->i == i0) {
		t = span(&w->their, k0, w->k, b0, b1);
		put_all(w, w->theirs.v + t.x0, t.x1 - t.x0);
	} else {
		m = span(&w->my, i0, w->i, b0, b1);
		t = span(&w->their, k0, w->k, b0, b1);
		put_both_ways(
			w, w->mine.v + m.x0, m.x1 - m.x0, w->theirs.v + t.x0, t.x1 - t.x0, true);
	}
	return b1;
}

struct merged
merge_lines(struct arena *mem, const char *base, const char *mine, const char *theirs)
{
	struct work w = { .mem = mem,
		.base = lines_of(mem, base),
		.mine = lines_of(mem, mine),
		.theirs = lines_of(mem, theirs),
		.text = BUF_IN(mem),
		.me = BUF_IN(mem),
		.them = BUF_IN(mem) };
	int at = 0;

	w.my = hunks_of(mem, &w.base, &w.mine);
	w.their = hunks_of(mem, &w.base, &w.theirs);
	w.overlaps.v = ARENA_ARRAY(mem, struct overlap, w.my.n + w.their.n + 1);
	while (w.i < w.my.n || w.k < w.their.n)
		at = step(&w, at);
	put_all(&w, w.base.v + at, w.base.n - at);
	return (struct merged){ w.overlaps, buf_text(&w.text), buf_text(&w.me), buf_text(&w.them) };
}

/* ---- what differs ---- */

struct diff_line_rows
diff_lines(struct arena *mem, const char *before, const char *after)
{
	struct lines b = lines_of(mem, before), x = lines_of(mem, after);
	struct hunks h = hunks_of(mem, &b, &x);
	struct diff_line_rows d = { 0, ARENA_ARRAY(mem, struct diff_line, b.n + x.n + 1) };
	int at = 0;

	for (int i = 0; i <= h.n; i++) {
		const struct hunk *k = &h.v[i];
		int until = i < h.n ? k->b0 : b.n;

		for (; at < until; at++)
			d.v[d.n++] = (struct diff_line){ text_of(mem, &b.v[at], 1), false, false };
		if (i == h.n)
			break;
		for (; at < k->b1; at++)
			d.v[d.n++] = (struct diff_line){ text_of(mem, &b.v[at], 1), false, true };
		for (int n = k->x0; n < k->x1; n++)
			d.v[d.n++] = (struct diff_line){ text_of(mem, &x.v[n], 1), true, false };
	}
	return d;
}
