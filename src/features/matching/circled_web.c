/* SPDX-License-Identifier: Apache-2.0 */
/* A proposal of circles: who is in which, who is in none and why, and how good it is. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/circled.h"
#include "features/matching/circled.html.h"
#include "features/matching/placements.sql.h"

#define PLACES_SHOWN 5000

static bool
is_pinned(const struct circle_pin_rows *pins, int64_t person, int64_t topic)
{
	int low = 0, high = pins->n;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (pins->v[middle].person < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low < pins->n && pins->v[low].person == person && pins->v[low].topic == topic;
}

static void
circles_fill(struct ctx *c, int64_t run, struct circled_view *v)
{
	struct circle_pin_rows pins = sql_circle_pins(c, v->m.m.programme);
	struct match_place_rows all = sql_match_place_list(c, run, PLACES_SHOWN, 0);
	struct circled_circle *k = NULL;

	v->circles.v = ARENA_ARRAY(c->mem, struct circled_circle, all.n);
	for (int i = 0; i < all.n; i++) {
		const struct match_place *x = &all.v[i];

		if (!k || k->topic != x->topic) {
			k = &v->circles.v[v->circles.n++];
			*k = (struct circled_circle){ .topic = x->topic,
				.name = x->topic_name,
				.people = { .v = ARENA_ARRAY(
						    c->mem, struct circled_in_row, all.n - i) } };
		}
		k->people.v[k->people.n++] = (struct circled_in_row){ x->person, x->name, x->fit,
			is_pinned(&pins, x->person, x->topic) };
	}
}

/* How good it is, compared with what no answer can exceed. */
static const char *
verdict(struct ctx *c, const struct match *m)
{
	int64_t gap = m->score ? (m->bound - m->score) * 1000 / m->score : 0;

	if (m->proven)
		return _("Proven optimal: no other choice of circles would place more people, or "
			 "place as many with a better fit.");
	if (m->most > m->matched)
		return tr(c, _("No choice of circles can place more than %d people."), m->most);
	return tr(c,
		_("No other choice of circles places more people, and none that places as many can "
		  "fit more than %d.%d percent better."),
		gap / 10, gap % 10);
}

enum result
circled_show(struct req *q, const struct match_view *m)
{
	struct circled_view v = { .m = *m };

	circles_fill(&q->ctx, m->m.id, &v);
	v.decided = sql_placement_list(&q->ctx, m->m.programme, 0).n;
	v.verdict = verdict(&q->ctx, &m->m);
	return show_page(q, circled_show, &v);
}

enum result
web_place_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct match_place_rows all;
	struct match m;

	if (!sql_match_get(c, q->subject, &m))
		return NOT_FOUND;
	all = sql_match_place_list(c, q->subject, PLACES_SHOWN, 0);
	if (!q->json)
		return web_match_show(q);
	return show_json(q, match_place_items, &all);
}
