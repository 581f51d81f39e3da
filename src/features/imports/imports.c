/* SPDX-License-Identifier: Apache-2.0 */
#include "features/imports/imports.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(import_form, IMPORT_FORM)

unsigned
standing_import(struct ctx *c, int64_t id)
{
	struct import_standing s;
	unsigned bits = 0;

	if (!c->who || !sql_import_standing(c, id, c->who, &s))
		return 0;
	if (s.made_by == c->who)
		bits |= STANDING_SELF;
	if (s.manages)
		bits |= STANDING_MANAGER;
	if (s.admin)
		bits |= STANDING_ADMIN;
	return bits;
}

enum result
import_add(struct ctx *c, int64_t programme, const char *role, const char *filename,
	struct bytes bytes, const struct csv *file, struct import_column_rows *columns,
	int64_t *ret_id)
{
	int64_t id;

	if (programme && !*sql_programme_name(c, programme))
		return NOT_FOUND;
	columns_guess(c, columns);
	id = sql_import_insert(c, programme, role, filename, (int64_t)file->n_rows, c->who, c->now);
	sql_import_file_insert(c, id, bytes);
	for (int i = 0; i < columns->n; i++) {
		const struct import_column *x = &columns->v[i];

		sql_import_column_insert(c, id, x->position, x->heading, x->samples, x->filled,
			x->looks, x->target, x->kind, x->sensitive);
	}
	*ret_id = id;
	return OK;
}

/* Is a job of it under way? */
static bool
is_busy(const struct import *x)
{
	return (str_eq(x->state, "checking") || str_eq(x->state, "running")) &&
	       (str_eq(x->job_state, "waiting") || str_eq(x->job_state, "running"));
}

/* Of two columns with the same heading the first is remembered: the other one had to be something else. */
static void
remember(struct ctx *c, const struct import_column_rows *columns, int i)
{
	const struct import_column *x = &columns->v[i];
	const char *key = heading_key(c->mem, x->heading), *target = x->target;

	if (str_empty(key))
		return;
	for (int k = 0; k < i; k++)
		if (str_eq(heading_key(c->mem, columns->v[k].heading), key))
			return;
	/* By the next file the new field is there. */
	if (str_eq(target, "new"))
		target = arena_printf(c->mem, "field:%s", field_word(c, x->heading));
	sql_import_memory_set(c, key, target, c->now);
}

enum result
mapping_set(
	struct ctx *c, int64_t import, const struct import_column_rows *columns, int64_t *ret_job)
{
	struct import x;

	if (!sql_import_get(c, import, &x))
		return NOT_FOUND;
	if (str_eq(x.state, "running") || str_eq(x.state, "done"))
		return conflict(c, _("This file is being imported already. Upload it again to read "
				     "it in another way."));
	if (is_busy(&x))
		return conflict(c, _("This file is being read. Wait a moment, then try again."));
	if (!sql_import_file_there(c, import))
		return conflict(c, _("This file was deleted, because it was uploaded long ago. "
				     "Upload it again."));
	if (columns_check(c, columns) != OK)
		return INVALID;
	for (int i = 0; i < columns->n; i++) {
		const struct import_column *k = &columns->v[i];

		sql_import_column_set(c, import, k->position, k->target, k->kind, k->sensitive);
		remember(c, columns, i);
	}
	*ret_job = job_add(c, JOB_import_check, import, c->lang->tag, 0);
	sql_import_set_job(c, import, *ret_job, "checking");
	return OK;
}

enum result
import_commit(struct ctx *c, int64_t import, int64_t *ret_job)
{
	struct import x;
	bool first;

	if (!sql_import_get(c, import, &x))
		return NOT_FOUND;
	first = str_eq(x.state, "checked");
	if (!first && (!str_eq(x.state, "running") || is_busy(&x)))
		return conflict(c, str_eq(x.state, "done")
					   ? _("This file has been imported already.")
					   : _("Look at what would happen first."));
	if (!sql_import_file_there(c, import))
		return conflict(c, _("This file was deleted, because it was uploaded long ago. "
				     "Upload it again."));
	if (first) {
		sql_import_restart(c, import);
		sql_import_fault_clear(c, import);
	}
	audit_add(c, "import", "import", import);
	*ret_job = job_add(c, JOB_import_run, import, c->lang->tag, 0);
	sql_import_set_job(c, import, *ret_job, "running");
	return OK;
}

/* ---- words ---- */

const char *
fmt_outcome(struct ctx *c, const char *outcome)
{
	if (str_eq(outcome, "new"))
		return _("New");
	if (str_eq(outcome, "changed"))
		return _("Changes");
	if (str_eq(outcome, "same"))
		return _("Stays as it is");
	return _("Rejected");
}

const char *
fmt_cause(struct ctx *c, const char *cause)
{
	if (str_eq(cause, "no_email"))
		return _("No mail address");
	if (str_eq(cause, "bad_email"))
		return _("Not a mail address");
	if (str_eq(cause, "duplicate"))
		return _("Twice in the file");
	if (str_eq(cause, "name"))
		return _("No name");
	if (str_eq(cause, "manager"))
		return _("Line manager left out");
	if (str_eq(cause, "row"))
		return _("Could not be kept");
	return _("A value does not fit");
}
