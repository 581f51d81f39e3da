/* SPDX-License-Identifier: Apache-2.0 */
#include "features/mine/download.h"

#include "base/str.h"
#include "engine/html/html.h"
#include "engine/i18n/i18n.h"
#include "features/mine/mine.html.h"
#include "features/mine/parts.h"

#define PIECE 16384    /* bytes after which a piece is long enough */
#define FIELDS_MOST 32 /* of a row */

/* One piece being written. */
struct piece {
	struct ctx *c;
	struct download *d;
	struct html h;
	struct json j;
	struct mine_row row;
};

/* ---- the document: tags that are opened in one piece and closed in another ---- */

static void
html_head(struct html *h, const struct mine_head_view *v)
{
	buf_printf(h->b,
		"<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n<head><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>",
		v->lang, v->dir);
	html_text(h, tr(h->c, tr_text(h->c->lang, N_("The data of %s")), v->person.name));
	html_lit(h, "</title><link rel=\"stylesheet\" href=\"/assets/waymark.css\"></head>\n"
		    "<body><main class=\"narrow stack\">\n");
	html_mine_title(h, v);
}

static void
html_part_head(struct html *h, const char *title, bool pair)
{
	buf_printf(h->b, "<section><h%d>", pair ? 3 : 2);
	html_text(h, title);
	buf_printf(h->b, "</h%d><ol class=\"record\">\n", pair ? 3 : 2);
}

/* ---- the two forms ---- */

static void
take_value(void *arg, const struct json_value *v)
{
	struct piece *p = arg;
	struct mine_field f = { .label = "" };

	f.text = mine_word(p->c, parts[p->d->part].name, v, &f.label);
	if (*f.label && *f.text && p->row.fields.n < FIELDS_MOST)
		p->row.fields.v[p->row.fields.n++] = f;
}

/* A row begins or ends. Of the document, a part has its heading only if it has a row. */
static void
on_row(void *arg, struct json *j, bool begins)
{
	struct piece *p = arg;

	(void)j;
	if (!p->d->document)
		return;
	if (!begins) {
		html_mine_row(&p->h, &p->row);
		return;
	}
	if (!p->d->open)
		html_part_head(&p->h, tr_text(p->c->lang, parts[p->d->part].title),
			p->d->relationship != 0);
	p->d->open = true;
	p->row.fields = (struct mine_field_rows){ 0,
		ARENA_ARRAY(p->c->mem, struct mine_field, FIELDS_MOST) };
}

static void
head(struct piece *p)
{
	struct mine_head_view v = { p->c->lang->tag, p->c->lang->rtl ? "rtl" : "ltr",
		.now = p->c->now };

	sql_mine_get(p->c, p->d->person, &v.person);
	if (p->d->document) {
		html_head(&p->h, &v);
		return;
	}
	json_open(&p->j, NULL);
	json_text(&p->j, "format", "waymark-person-1");
	json_int(&p->j, "person", p->d->person);
	json_text(&p->j, "made_at", fmt_iso(p->c, p->c->now));
	json_open(&p->j, "about_you");
}

static void
pair_head(struct piece *p, const struct mine_relationship *r)
{
	struct ctx *c = p->c;
	struct mine_pair_view v = { *r, str_eq(r->my_role, "mentor")   ? _("You as mentor")
					: str_eq(r->my_role, "mentee") ? _("You as mentee")
								       : _("You two as peers") };

	if (p->d->document) {
		html_mine_pair_title(&p->h, &v);
		return;
	}
	json_open(&p->j, NULL);
	json_int(&p->j, "id", r->id);
	json_text(&p->j, "my_role", r->my_role);
	json_text(&p->j, "partner_name", r->partner_name);
	json_text(&p->j, "programme_name", r->programme_name);
	json_text(&p->j, "state", r->state);
	json_int(&p->j, "stage", r->stage);
	json_int(&p->j, "started_at", r->started_at);
	json_int(&p->j, "ended_at", r->ended_at);
	json_text(&p->j, "ending", r->ending);
	json_int(&p->j, "ally_since", r->ally_since);
}

static void
foot(struct piece *p)
{
	if (p->d->document) {
		html_lit(&p->h, "</main></body></html>\n");
		return;
	}
	json_close_list(&p->j);
	json_close(&p->j);
}

/* ---- the way through ---- */

/* The next part of the person, or of a pair; false behind the last. */
static bool
find_part(struct download *d, bool pair)
{
	while (d->part < parts_n && parts[d->part].pair != pair)
		d->part++;
	return d->part < parts_n;
}

/* One page of the part where d stands. */
static void
one_page(struct piece *p)
{
	struct download *d = p->d;
	const struct part *part = &parts[d->part];
	bool more = false;

	if (!d->document && !d->open) {
		json_open_list(&p->j, part->name);
		d->open = true;
	}
	part->rows(p->c, d->relationship, d->person, &d->after, &more, on_row, p, &p->j);
	if (more)
		return;
	if (!d->document)
		json_close_list(&p->j);
	else if (d->open)
		html_lit(&p->h, "</ol></section>\n");
	d->open = false;
	d->after = 0;
	d->part++;
}

static void
next_pair(struct piece *p)
{
	struct mine_relationship r;

	if (!sql_mine_relationship(p->c, p->d->person, p->d->relationship, &r)) {
		p->d->at = AT_FOOT;
		return;
	}
	p->d->relationship = r.id;
	p->d->part = 0;
	pair_head(p, &r);
	p->d->at = AT_PAIR;
}

static void
step(struct piece *p)
{
	struct download *d = p->d;

	switch (d->at) {
	case AT_HEAD:
		head(p);
		d->at = AT_PERSON;
		break;
	case AT_PERSON:
		if (find_part(d, false)) {
			one_page(p);
			break;
		}
		if (!d->document) {
			json_close(&p->j);
			json_open_list(&p->j, "relationships");
		}
		d->at = AT_NEXT_PAIR;
		break;
	case AT_NEXT_PAIR:
		next_pair(p);
		break;
	case AT_PAIR:
		if (find_part(d, true)) {
			one_page(p);
			break;
		}
		if (!d->document)
			json_close(&p->j);
		d->at = AT_NEXT_PAIR;
		break;
	case AT_FOOT:
		foot(p);
		d->at = AT_END;
		break;
	case AT_END:
		break;
	}
}

bool
download_next(struct ctx *c, void *arg, struct buf *b)
{
	struct download *d = arg;
	struct piece p = { .c = c, .d = d, .h = { .b = b, .c = c } };

	p.j = (struct json){ .b = b, .comma = d->comma, .depth = d->depth };
	if (d->document) {
		p.j.tell = take_value;
		p.j.arg = &p;
	}
	while (d->at != AT_END && b->n < PIECE && !db_faulty(c))
		step(&p);
	d->comma = p.j.comma;
	d->depth = p.j.depth;
	return d->at != AT_END;
}
