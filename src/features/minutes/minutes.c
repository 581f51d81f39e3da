/* SPDX-License-Identifier: Apache-2.0 */
#include "features/minutes/minutes.h"

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"

enum result
note_find(struct ctx *c, int64_t meeting, const char *whose, struct note_of *ret)
{
	struct note_of n = { .whose = whose };
	struct note_head head;
	enum result r;

	if (!str_eq(whose, NOTE_SHARED) && !str_eq(whose, NOTE_PRIVATE))
		return NOT_FOUND;
	if (!sql_note_place(c, meeting, &n.meeting))
		return NOT_FOUND;
	r = pair_get(c, n.meeting.relationship, &n.pair);
	if (r != OK)
		return r;
	n.owner = str_eq(whose, NOTE_PRIVATE) ? c->who : 0;
	n.open = n.pair.active && !str_eq(n.meeting.state, "cancelled");
	n.last.body = n.last.person_name = "";
	if (sql_note_get(c, meeting, n.owner, &head)) {
		n.id = head.id;
		n.version = head.version;
		if (n.version && !sql_note_version_get(c, n.id, n.version, &n.last))
			return FAILED;
	}
	*ret = n;
	return OK;
}

/* The note, if it may be written to. */
static enum result
note_open(struct ctx *c, int64_t meeting, const char *whose, struct note_of *ret)
{
	enum result r = note_find(c, meeting, whose, ret);
	struct pair p;

	if (r == OK)
		r = pair_open(c, ret->meeting.relationship, &p);
	if (r == OK && !ret->open)
		return conflict(c, _("This meeting has been called off. Plan a new one."));
	return r;
}

static void
note_begin(struct ctx *c, struct note_of *n)
{
	if (n->id)
		return;
	n->id = new_id(c);
	sql_note_insert(c, n->id, n->pair.r.id, n->meeting.meeting, n->owner);
}

/* The next version. What the two wrote just before becomes an intermediate one, unless much of it is taken out:
 * that begins a version of its own, and the one before stays to be brought back. */
static void
write_next(struct ctx *c, struct note_of *n, const char *body, int64_t restored, bool passing)
{
	const struct note_version *last = &n->last;
	bool goes_on = n->version && !last->restored && !restored &&
		       c->now - last->sitting_at < NOTE_SITTING &&
		       utf8_length(body) + NOTE_TAKEN_OUT >= utf8_length(last->body);
	int64_t sitting = goes_on ? last->sitting_at : c->now;
	bool both = goes_on && (last->together || last->person != c->who);

	note_begin(c, n);
	if (goes_on && !last->passing)
		sql_note_version_set_passing(c, last->id);
	n->version++;
	n->last = (struct note_version){ .id = new_id(c),
		.relationship = n->pair.r.id,
		.note = n->id,
		.version = n->version,
		.person = c->who,
		.person_name = n->pair.my_name,
		.body = body,
		.sitting_at = sitting,
		.saved_at = c->now,
		.restored = restored,
		.together = both,
		.passing = passing };
	sql_note_version_insert(c, n->last.id, n->pair.r.id, n->id, n->version, c->who, body,
		sitting, c->now, restored, both, passing);
	sql_note_set_version(c, n->id, n->version);
}

static struct note_saved
saved_as(const struct note_of *n, const char *state)
{
	return (struct note_saved){ state, n->version, n->version, n->last.body };
}

struct merged
note_merge(struct ctx *c, const struct note_of *n, const char *mine, int64_t version)
{
	struct merged m = { .text = arena_printf(c->mem, "%s\n%s", n->last.body, mine),
		.with_mine = mine,
		.with_theirs = n->last.body };
	struct note_version v = { .body = "" };

	if (!version || sql_note_version_get(c, n->id, version, &v))
		return merge_lines(c->mem, v.body, mine, n->last.body);
	/* What it began with is not kept any more: all of it is for the person to compare. */
	m.overlaps = (struct overlap_rows){ 1, ARENA_NEW(c->mem, struct overlap) };
	m.overlaps.v[0] = (struct overlap){ mine, n->last.body };
	return m;
}

/* Others wrote meanwhile. False if the two overlap. */
static bool
put_together(
	struct ctx *c, struct note_of *n, const char *body, int64_t version, struct note_saved *ret)
{
	struct merged m = note_merge(c, n, body, version);
	struct note_version began;
	int64_t mine;

	if (m.overlaps.n || utf8_length(m.text) > NOTE_LETTERS)
		return false;
	if (version && sql_note_version_get(c, n->id, version, &began) &&
		str_eq(began.body, body)) {
		*ret = saved_as(n, "merged");
		ret->mine = version;
		return true;
	}
	/* What was sent is a version of its own: the page that goes on with it begins there. */
	write_next(c, n, body, 0, true);
	mine = n->version;
	write_next(c, n, m.text, 0, false);
	*ret = saved_as(n, "merged");
	ret->mine = mine;
	return true;
}

enum result
note_save(struct ctx *c, int64_t meeting, const char *whose, const struct note_form *f,
	struct note_saved *ret)
{
	struct note_of n;
	enum result r = note_open(c, meeting, whose, &n);

	if (r != OK)
		return r;
	if (f->version > n.version)
		return invalid(c, "version", _("There is no such version. Open the page again."));
	if (str_eq(f->body, n.last.body)) {
		*ret = saved_as(&n, "saved");
	} else if (f->version == n.version) {
		write_next(c, &n, f->body, 0, false);
		*ret = saved_as(&n, "saved");
	} else if (!put_together(c, &n, f->body, f->version, ret)) {
		sql_note_draft_drop_page(c, n.id, c->who, f->page);
		sql_note_draft_insert(c, new_id(c), n.pair.r.id, n.id, c->who, f->page, f->version,
			f->body, c->now);
		*ret = saved_as(&n, "differs");
		return OK;
	}
	/* Whoever takes back what overlapped needs no comparison any more. */
	if (n.id && *f->page)
		sql_note_draft_drop_page(c, n.id, c->who, f->page);
	return OK;
}

/* Where the two overlap: what a person chose. */
static const char *
chosen(struct ctx *c, const struct note_of *n, const struct note_draft *d,
	const struct note_choice_form *f)
{
	struct merged m;

	if (!str_eq(f->take, "mine") && !str_eq(f->take, "theirs"))
		return f->body;
	m = note_merge(c, n, d->body, d->version);
	return str_eq(f->take, "mine") ? m.with_mine : m.with_theirs;
}

enum result
note_settle(struct ctx *c, int64_t meeting, const char *whose, const struct note_choice_form *f,
	struct note_saved *ret)
{
	struct note_form text = { .version = f->version, .page = "" };
	struct note_draft d;
	struct note_of n;
	enum result r = note_open(c, meeting, whose, &n);

	if (r != OK)
		return r;
	/* Settled already, in another window or by a second click. */
	if (!n.id || !sql_note_draft_last(c, n.id, c->who, &d) || d.id != f->draft) {
		*ret = saved_as(&n, "saved");
		return OK;
	}
	text.body = chosen(c, &n, &d, f);
	text.page = arena_printf(c->mem, "draft %lld", (long long)d.id);
	if (*f->take && !str_eq(f->take, "edited"))
		text.version = n.version;
	r = note_save(c, meeting, whose, &text, ret);
	if (r == OK)
		sql_note_draft_drop(c, d.id, c->who);
	return r;
}

enum result
note_restore(struct ctx *c, int64_t meeting, const char *whose, int64_t version)
{
	struct note_version old;
	struct note_of n;
	enum result r = note_open(c, meeting, whose, &n);

	if (r != OK)
		return r;
	if (!n.id || !sql_note_version_get(c, n.id, version, &old))
		return NOT_FOUND;
	if (!str_eq(old.body, n.last.body))
		write_next(c, &n, old.body, version, false);
	return OK;
}

/* ---- what the pages show ---- */

void
note_box_fill(struct ctx *c, const struct note_of *n, struct note_box *ret)
{
	*ret = (struct note_box){
		.meeting = n->meeting.meeting,
		.whose = n->whose,
		.shared = n->owner == 0,
		.open = n->open,
		.note = { .whose = n->whose,
			.version = n->version,
			.body = n->last.body,
			.person = n->last.person,
			.person_name = n->last.person_name,
			.saved_at = n->last.saved_at,
			.drafts = n->id ? sql_note_draft_count(c, n->id, c->who) : 0 },
		.page = arena_printf(c->mem, "%.20s", token_new(c->mem)),
		.partner = fmt_first(c, n->pair.partner_name),
		.by = n->last.person && n->last.person != c->who ? fmt_first(c, n->last.person_name)
								 : "",
		.versions = n->id ? sql_note_version_count(c, n->id) : 0,
	};
}

void
notes_fill(struct ctx *c, int64_t meeting, struct notes_view *ret)
{
	struct note_of shared, own;

	*ret = (struct notes_view){ 0 };
	if (note_find(c, meeting, NOTE_SHARED, &shared) != OK ||
		note_find(c, meeting, NOTE_PRIVATE, &own) != OK)
		return;
	note_box_fill(c, &shared, &ret->shared);
	note_box_fill(c, &own, &ret->own);
}

static enum result
sweep(struct ctx *c, void *arg)
{
	(void)arg;
	sql_note_version_sweep(c, c->now - NOTE_PASSING_LIFE);
	return OK;
}

enum result
job_note_sweep(struct job *j)
{
	return job_write(j, sweep, NULL);
}
