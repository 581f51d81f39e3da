/* SPDX-License-Identifier: Apache-2.0 */
/* The topics of somebody, changed in two windows at once. */
#include <string.h>

#include "base/str.h"
#include "engine/http/body.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/people/people.html.h"

/* Where a topic is among some, whatever case and accents it is written in; or -1. */
static int
place_of(struct ctx *c, const struct topic_wish *v, int n, const char *name)
{
	const char *folded = fold(c->mem, name);

	for (int i = 0; i < n; i++)
		if (str_eq(fold(c->mem, v[i].name), folded))
			return i;
	return -1;
}

/* "3 Law" */
static bool
kept_read(const char *kept, struct topic_wish *ret)
{
	if (kept[0] < '0' || kept[0] > '9' || kept[1] != ' ')
		return false;
	*ret = (struct topic_wish){ kept + 2, kept[0] - '0' };
	return true;
}

static const char *
strength_words(struct ctx *c, int64_t strength)
{
	struct option_rows words = practice_options(c, PRACTICE_CHOICE_STRENGTH);

	return strength < 1 || strength > words.n ? _("Not said") : words.v[strength - 1].label;
}

/* One way, in its three states, and what is kept of it. */
struct merge {
	struct req *q;
	struct topic_row_rows *rows;
	struct topic_wish *was, *now, *kept;
	int n_was, n_now, n_kept;
};

static struct topic_row *
row_that_shows(struct merge *m, const char *name)
{
	struct ctx *c = &m->q->ctx;
	const char *folded = fold(c->mem, name);

	for (int i = 0; i < m->rows->n; i++)
		if (str_eq(fold(c->mem, m->rows->v[i].topic), folded))
			return &m->rows->v[i];
	return NULL;
}

static void
differs(struct merge *m, const char *name, int at)
{
	struct ctx *c = &m->q->ctx;
	struct topic_row *r = row_that_shows(m, name);

	if (!r)
		return;
	invalid(c, r->name,
		_("This was changed meanwhile, in another window or by somebody else. Save "
		  "again to keep what you wrote."));
	r->now = at < 0 ? _("(nothing)") : strength_words(c, m->now[at].strength);
}

/* If the page is shown again, it says what is kept: at is the place by now, or -1. */
static void
show_theirs(struct merge *m, struct topic_row *r, int at)
{
	if (!r)
		return;
	r->topic = at < 0 ? "" : m->now[at].name;
	r->strength = at < 0 ? "" : arena_printf(m->q->ctx.mem, "%d", (int)m->now[at].strength);
}

/* The row that had the topic and has none now; or NULL. */
static struct topic_row *
row_emptied(struct merge *m, const char *name)
{
	struct ctx *c = &m->q->ctx;
	struct topic_wish was;

	for (int i = 0; i < m->rows->n; i++)
		if (!*m->rows->v[i].topic && kept_read(m->rows->v[i].kept, &was) &&
			str_eq(fold(c->mem, was.name), fold(c->mem, name)))
			return &m->rows->v[i];
	return NULL;
}

/* A topic that I name. */
static void
take_mine(struct merge *m, const struct topic_wish *mine)
{
	struct ctx *c = &m->q->ctx;
	int was = place_of(c, m->was, m->n_was, mine->name);
	int now = place_of(c, m->now, m->n_now, mine->name);
	bool theirs = was < 0 ? now >= 0 : now < 0 || m->now[now].strength != m->was[was].strength;
	bool by_me = was < 0 || m->was[was].strength != mine->strength;

	if (theirs && by_me && (now < 0 || m->now[now].strength != mine->strength))
		differs(m, mine->name, now);
	if (by_me || !theirs) {
		m->kept[m->n_kept++] = *mine;
		return;
	}
	show_theirs(m, row_that_shows(m, mine->name), now);
	if (now >= 0)
		m->kept[m->n_kept++] = m->now[now];
}

static void
read_states(struct merge *m, const char *way, const struct person_topic_rows *now)
{
	m->was = ARENA_ARRAY(m->q->ctx.mem, struct topic_wish, m->rows->n);
	m->now = ARENA_ARRAY(m->q->ctx.mem, struct topic_wish, now->n);
	for (int i = 0; i < m->rows->n; i++)
		m->n_was += kept_read(m->rows->v[i].kept, &m->was[m->n_was]);
	for (int i = 0; i < now->n; i++)
		if (str_eq(now->v[i].way, way))
			m->now[m->n_now++] =
				(struct topic_wish){ now->v[i].name, now->v[i].strength };
}

struct topic_wishes
topics_merge(struct req *q, const char *way, struct topic_row_rows *rows,
	const struct topic_wishes *mine, const struct person_topic_rows *now)
{
	struct merge m = { .q = q, .rows = rows };
	struct ctx *c = &q->ctx;

	if (req_body_is_json(q) || !req_value(q, "_watched"))
		return *mine;
	read_states(&m, way, now);
	m.kept = ARENA_ARRAY(c->mem, struct topic_wish, mine->n + m.n_now);
	for (int i = 0; i < mine->n; i++)
		take_mine(&m, &mine->v[i]);
	/* What the other window added, or changed while I took it away, stays: nothing is lost unseen. */
	for (int i = 0; i < m.n_now; i++) {
		int was = place_of(c, m.was, m.n_was, m.now[i].name);

		if (place_of(c, mine->v, mine->n, m.now[i].name) >= 0)
			continue;
		if (was >= 0 && m.was[was].strength == m.now[i].strength)
			continue;
		m.kept[m.n_kept++] = m.now[i];
		show_theirs(&m, row_emptied(&m, m.now[i].name), i);
	}
	return (struct topic_wishes){ m.n_kept, m.kept };
}

static bool
known_to(struct ctx *c, const struct topic_row_rows *rows, const char *name)
{
	const char *folded = fold(c->mem, name);
	struct topic_wish was;

	for (int i = 0; i < rows->n; i++)
		if (str_eq(fold(c->mem, rows->v[i].topic), folded) ||
			(kept_read(rows->v[i].kept, &was) &&
				str_eq(fold(c->mem, was.name), folded)))
			return true;
	return false;
}

void
topics_seen(struct ctx *c, const char *way, struct topic_row_rows *rows,
	const struct person_topic_rows *now)
{
	const char **kept = ARENA_ARRAY(c->mem, const char *, now->n);
	int n = 0;

	for (int i = 0; i < now->n; i++)
		if (str_eq(now->v[i].way, way) && known_to(c, rows, now->v[i].name))
			kept[n++] = arena_printf(
				c->mem, "%d %s", (int)now->v[i].strength, now->v[i].name);
	for (int i = 0; i < rows->n; i++)
		rows->v[i].kept = i < n ? kept[i] : "";
}
