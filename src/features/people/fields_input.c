/* SPDX-License-Identifier: Apache-2.0 */
/* The organisation's fields as inputs of a profile, and what comes back from them. */
#include "base/str.h"
#include "engine/http/body.h"
#include "engine/i18n/i18n.h"
#include "features/people/views.h"

int64_t
fmt_among(struct ctx *c, const struct texts *t, const char *value)
{
	(void)c;
	for (int i = 0; i < t->n; i++)
		if (str_eq(t->v[i], value))
			return 1;
	return 0;
}

const char *
fmt_only(struct ctx *c, const struct texts *t)
{
	(void)c;
	return t->n ? t->v[0] : "";
}

static const char *
input_name(struct ctx *c, int64_t field)
{
	return arena_printf(c->mem, "field_%lld", (long long)field);
}

static const char *
who_reads(struct ctx *c, const struct field *f)
{
	if (str_eq(f->audience, "everyone"))
		return _("Everyone in the organisation can read this.");
	if (str_eq(f->audience, "managers"))
		return _("Only you, the managers of your programmes and administrators can read "
			 "this.");
	return _("Only you and administrators can read this.");
}

static struct texts
kept_values(struct ctx *c, const struct answer_kept_rows *kept, int64_t field)
{
	struct texts t = { .v = ARENA_ARRAY(c->mem, const char *, kept->n) };

	for (int i = 0; i < kept->n; i++)
		if (kept->v[i].field == field)
			t.v[t.n++] = kept->v[i].value;
	return t;
}

/* All values of an answer as one text: what two windows are compared by, and what is shown. */
static const char *
joined_by(struct ctx *c, const struct texts *t, const char *between)
{
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < t->n; i++) {
		buf_str(&b, i ? between : "");
		buf_str(&b, t->v[i]);
	}
	return buf_text(&b);
}

static const char *
joined(struct ctx *c, const struct texts *t)
{
	return joined_by(c, t, "\n");
}

static const char *
said(struct ctx *c, const struct texts *t)
{
	return t->n && *t->v[0] ? joined_by(c, t, ", ") : _("(nothing)");
}

/* A page that is shown again: what only another window has changed stands there as it is by now. What both have
 * changed, and what has not been told yet, keeps the mark that it came with: the next save tells it. */
static void
input_again(struct req *q, struct field_input *in, const struct texts *is)
{
	struct ctx *c = &q->ctx;
	struct texts mine = req_values(q, in->name);
	const char *by_now = text_mark(c, joined(c, is));
	const char *sent = text_mark_sent(q, in->name, joined(c, is));

	in->values = mine;
	if (str_eq(sent, by_now))
		return;
	if (str_eq(sent, text_mark(c, joined(c, &mine))))
		in->values = *is;
	else if (*in->wrong)
		in->now = said(c, is);
	else
		in->was = sent;
}

struct field_input_rows
field_inputs(struct ctx *c, int64_t person, struct req *q)
{
	struct field_rows fields = sql_field_list(c);
	struct field_input_rows rows = { .v = ARENA_ARRAY(c->mem, struct field_input, fields.n) };
	struct answer_kept_rows kept = sql_answers_kept(c, person);

	for (; rows.n < fields.n; rows.n++) {
		struct field_input *in = &rows.v[rows.n];
		const struct field *f = &fields.v[rows.n];
		struct texts is = kept_values(c, &kept, f->id);
		const char *wrong;

		*in = (struct field_input){ .field = *f, .name = input_name(c, f->id) };
		in->values = is;
		in->now = "";
		in->options = field_options(c, f);
		in->audience = who_reads(c, f);
		wrong = problem_of(c, in->name);
		in->wrong = wrong ? wrong : "";
		in->was = text_mark(c, joined(c, &is));
		if (q)
			input_again(q, in, &is);
	}
	return rows;
}

/* A value that cannot be kept is handed on as it is, and refused there with the others. */
static const char *
clean(struct ctx *c, const char *field, const char *value)
{
	const char *message = NULL, *s = text_clean(c, FIELD_TEXT, value, strlen(value), &message);

	if (!s)
		invalid(c, field, message);
	return s ? s : "";
}

/* A program that answers a field that is not there has made a mistake; a person's page may only be older
 * than the field's end. */
static void
refuse_unknown(struct req *q, const struct field_rows *fields)
{
	struct ctx *c = &q->ctx;
	int n = 0;
	const struct body_pair *pairs = req_pairs(q, &n);

	for (int i = 0; i < n && req_body_is_json(q); i++) {
		bool known = !str_starts(pairs[i].name, "field_") || problem_of(c, pairs[i].name);

		for (int j = 0; j < fields->n && !known; j++)
			known = str_eq(pairs[i].name, input_name(c, fields->v[j].id));
		if (!known)
			invalid(c, pairs[i].name, _("There is no such field. Take it out."));
	}
}

/* Two windows: see text_settle. */
static void
settle(struct req *q, const char *name, struct field_answer *a, const struct answer_kept_rows *kept)
{
	struct ctx *c = &q->ctx;
	struct texts is = kept_values(c, kept, a->field);
	const char *now = joined(c, &is);

	if (text_settle(q, name, joined(c, &a->values), now) == now)
		a->values = is;
}

struct field_answer *
field_answers_read(struct req *q, int64_t person, int *ret_n)
{
	struct ctx *c = &q->ctx;
	struct answer_kept_rows kept = sql_answers_kept(c, person);
	struct field_rows fields = sql_field_list(c);
	struct field_answer *answers = ARENA_ARRAY(c->mem, struct field_answer, fields.n);

	for (int i = 0; i < fields.n; i++) {
		const char *name = input_name(c, fields.v[i].id);
		struct texts values = req_values(q, name);

		answers[i].field = fields.v[i].id;
		answers[i].values.v = ARENA_ARRAY(c->mem, const char *, values.n);
		for (int j = 0; j < values.n; j++)
			answers[i].values.v[answers[i].values.n++] = clean(c, name, values.v[j]);
		settle(q, name, &answers[i], &kept);
	}
	refuse_unknown(q, &fields);
	*ret_n = fields.n;
	return answers;
}
