/* SPDX-License-Identifier: Apache-2.0 */
#include "features/programmes/asks.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"

FORM_DEFINE(gate_form, GATE_FORM)
FORM_DEFINE(threshold_form, THRESHOLD_FORM)

static enum gate_mode
mode_of(const char *word)
{
	if (str_eq(word, "require"))
		return GATE_REQUIRE;
	return str_eq(word, "remind") ? GATE_REMIND : GATE_OFF;
}

/* How a programme that was made from template starts out. */
static const char *
usual_mode(const struct practice_item *gate, const char *template)
{
	const struct practice_item *t = programme_template(template);

	if (str_eq(gate->id, PRACTICE_GATE_PREPARED))
		return practice_field(t, "readiness", "");
	return practice_field(
		gate, str_eq(practice_field(t, "type", ""), "formal") ? "formal" : "informal", "");
}

/* What the programme has set of a gate; "" or NULL if it has not. A page asks for several: all are read once. */
static const char *
gate_kept(struct ctx *c, int64_t programme, const char *id)
{
	static const char what[] = "gates";
	const struct gate_kept_rows *rows = memo_find(c, what, programme);

	if (!c->memo)
		return sql_gate_get(c, programme, id);
	if (!rows) {
		struct gate_kept_rows *read = ARENA_NEW(c->mem, struct gate_kept_rows);

		*read = sql_gate_kept_list(c, programme);
		memo_add(c, what, programme, read);
		rows = read;
	}
	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].gate, id))
			return rows->v[i].mode;
	return "";
}

static const char *
mode_word(struct ctx *c, const struct programme *p, const struct practice_item *gate)
{
	const char *own;

	if (str_eq(gate->id, PRACTICE_GATE_PREPARED))
		return p->readiness;
	own = gate_kept(c, p->id, gate->id);
	return str_empty(own) ? usual_mode(gate, p->template) : own;
}

enum gate_mode
gate_mode(struct ctx *c, int64_t programme, const char *gate)
{
	struct programme p;

	if (!programme_read(c, programme, &p))
		return GATE_OFF;
	return mode_of(mode_word(c, &p, practice_need("gate", gate)));
}

struct gate_ask_rows
gate_asks(struct ctx *c, const struct programme *p)
{
	const struct practice_kind *all = practice_kind("gate");
	struct gate_ask_rows rows = { 0, ARENA_ARRAY(c->mem, struct gate_ask, all->count) };
	const char *lang = c->lang->tag;

	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *g = &all->items[i];

		rows.v[rows.n++] = (struct gate_ask){
			.id = g->id,
			.name = practice_field(g, "name", lang),
			.text = practice_field(g, "text", lang),
			.mode = mode_word(c, p, g),
			.usual = usual_mode(g, p->template),
			.off = practice_field(g, "off", lang),
			.remind = practice_field(g, "remind", lang),
			.require = practice_field(g, "require", lang),
		};
	}
	return rows;
}

enum result
gate_set(struct ctx *c, int64_t programme, const char *gate, const char *mode)
{
	if (!practice_find("gate", gate))
		return NOT_FOUND;
	if (str_eq(gate, PRACTICE_GATE_PREPARED))
		sql_gate_prepared_save(c, programme, mode, c->now);
	else
		sql_gate_save(c, programme, gate, mode, c->now);
	audit_add(c, "gate set", "programme", programme);
	return OK;
}

/* ---- rules of thumb ---- */

static const struct practice_item *
own_threshold(const char *id)
{
	const struct practice_item *t = practice_find("threshold", id);

	return t && *practice_field(t, "scope", "") ? t : NULL;
}

/* A page asks for many of them: all that the programme has set, read once. */
static bool
threshold_kept(struct ctx *c, int64_t programme, const char *id, int64_t *ret_value)
{
	static const char what[] = "thresholds";
	const struct threshold_kept_rows *rows = memo_find(c, what, programme);

	if (!rows) {
		struct threshold_kept_rows *read = ARENA_NEW(c->mem, struct threshold_kept_rows);

		*read = sql_threshold_list(c, programme);
		memo_add(c, what, programme, read);
		rows = read;
	}
	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].threshold, id)) {
			*ret_value = rows->v[i].value;
			return true;
		}
	return false;
}

int64_t
threshold(struct ctx *c, int64_t programme, const char *id)
{
	const struct practice_item *t = practice_need("threshold", id);
	struct threshold_own own;
	int64_t value;

	if (!*practice_field(t, "scope", ""))
		return practice_number(t, "value", 0);
	if (c->memo)
		return threshold_kept(c, programme, id, &value) ? value
								: practice_number(t, "value", 0);
	return sql_threshold_get(c, programme, id, &own) ? own.value
							 : practice_number(t, "value", 0);
}

enum result
threshold_set(struct ctx *c, int64_t programme, const char *id, int64_t value)
{
	const struct practice_item *t = own_threshold(id);
	int64_t least, most;

	if (!t)
		return NOT_FOUND;
	least = practice_number(t, "least", 0);
	most = practice_number(t, "most", 0);
	if (value < least || value > most)
		return invalid(c, "value",
			tr(c, _("Choose a number from %d to %d."), (int)least, (int)most));
	if (value == practice_number(t, "value", 0))
		sql_threshold_delete(c, programme, id);
	else
		sql_threshold_save(c, programme, id, value, c->now);
	audit_add(c, "threshold set", "programme", programme);
	return OK;
}

/* How each is counted, as far as it can be: one line for one statement of asks.sql. */
static const struct {
	const char *threshold;
	int64_t (*count)(struct ctx *c, int64_t programme, int64_t value, int64_t now);
} counted[] = {
	{ PRACTICE_THRESHOLD_QUESTION_WAITS, sql_concerned_questions },
	{ PRACTICE_THRESHOLD_INVITATION_ACCEPTED, sql_concerned_invited },
	{ PRACTICE_THRESHOLD_PROFILE_COMPLETE, sql_concerned_empty },
};

int64_t
threshold_concerned(struct ctx *c, int64_t programme, const char *id, int64_t value)
{
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
		if (str_eq(counted[i].threshold, id))
			return counted[i].count(c, programme, value, c->now);
	return -1;
}
