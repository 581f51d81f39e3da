/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/i18n/i18n.h"
#include "features/programmes/asks.h"
#include "features/programmes/asks.html.h"

static enum result
asks_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ask_list_view v = { .programme = q->subject };
	struct programme p;

	if (!sql_programme_get(c, q->subject, &p))
		return NOT_FOUND;
	v.name = p.name;
	v.gates = gate_asks(c, &p);
	return show_many(q, ask_list, &v, gate_ask, &v.gates);
}

enum result
web_gate_list(struct req *q)
{
	return asks_show(q);
}

enum result
web_gate_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct gate_form f;
	enum result r;

	if (!form_read(q, gate_form, &f)) {
		struct ask_list_view v = { .programme = q->subject };
		struct programme p;

		if (!sql_programme_get(c, q->subject, &p))
			return NOT_FOUND;
		v.name = p.name;
		v.gates = gate_asks(c, &p);
		return show_invalid(q, INVALID, ask_list, &v);
	}
	r = gate_set(c, q->subject, q->words[0], f.mode);
	if (r == OK && !q->json)
		flash(q, _("Saved. It holds from now on."));
	return changed(q, r, url_gate_list(c, q->subject));
}
