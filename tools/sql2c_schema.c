/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "tools/sql2c.h"

static int
by_number(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* "schema/0003_programmes.sql" is step 3. */
static void
read_name(struct arena *mem, struct step *s)
{
	const char *base = strrchr(s->path, '/');
	size_t digits;

	base = base ? base + 1 : s->path;
	digits = strspn(base, "0123456789");
	if (digits != 4 || base[4] != '_' || !str_ends(base, ".sql") || strlen(base) < 10) {
		flaw(s->path, 1, "a step of the schema is named like 0001_people.sql");
		return;
	}
	s->name = arena_strndup(mem, base, strlen(base) - 4);
	s->number = atoi(base);
}

static void
apply(struct arena *mem, sqlite3 *db, const struct step *s)
{
	const char *end = s->text;
	int line = 1;

	while (end && *end) {
		const char *start = end;
		struct tokens t = lex(mem, start, line, false, &end);

		if (!t.n)
			break;
		start = t.v[0].from;
		if (!end)
			flaw(s->path, t.v[0].line,
				"the statement that starts here has no \";\" at its end");
		else if (sqlite3_exec(db, arena_strndup(mem, start, (size_t)(end - start)), NULL,
				 NULL, NULL) != SQLITE_OK) {
			int offset = sqlite3_error_offset(db);

			line = t.v[0].line;
			for (const char *p = start; p - start < offset; p++)
				line += *p == '\n';
			flaw(s->path, line, "%s", sqlite3_errmsg(db));
		}
		line = t.v[t.n].line;
	}
}

/* A type that only one of the databases knows would come back as something else from the other. */
static void
check_types(struct arena *mem, sqlite3 *db, const struct step *steps, int n)
{
	sqlite3_stmt *q = NULL;

	sqlite3_prepare_v2(db,
		"SELECT t.name, c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c "
		"WHERE t.type = 'table' AND lower(c.type) NOT IN "
		"('integer', 'text', 'real', 'blob', 'sealed')",
		-1, &q, NULL);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *head = arena_printf(mem, "CREATE TABLE %s", sqlite3_column_text(q, 0));
		const struct step *at = &steps[n - 1];
		int line = 1;

		for (int i = 0; i < n; i++)
			if (strstr(steps[i].text, head))
				at = &steps[i];
		for (const char *p = at->text, *e = strstr(p, head); e && p < e; p++)
			line += *p == '\n';
		flaw(at->path, line,
			"%s.%s is of the type \"%s\": integer, text, real, blob and sealed "
			"are the types of both databases",
			sqlite3_column_text(q, 0), sqlite3_column_text(q, 1),
			sqlite3_column_text(q, 2));
	}
	sqlite3_finalize(q);
}

sqlite3 *
schema_apply(struct arena *mem, struct step *steps, int n)
{
	sqlite3 *db = NULL;
	int flaws = flaw_count();

	for (int i = 0; i < n; i++)
		read_name(mem, &steps[i]);
	qsort(steps, (size_t)n, sizeof *steps, by_number);
	for (int i = 0; i < n && flaw_count() == flaws; i++)
		if (steps[i].number != i + 1)
			flaw(steps[i].path, 1,
				"this step has the number %d, but the next one is %d",
				steps[i].number, i + 1);
	if (flaw_count() != flaws)
		return NULL;
	sqlite3_open(":memory:", &db);
	/* "titel" in double quotes must be an unknown column, never a text. */
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	for (int i = 0; i < n; i++)
		apply(mem, db, &steps[i]);
	if (flaw_count() == flaws)
		check_types(mem, db, steps, n);
	if (flaw_count() == flaws)
		return db;
	sqlite3_close(db);
	return NULL;
}

void
write_schema_source(struct arena *mem, struct buf *out, const struct step *steps, int n)
{
	buf_str(out, "/* Made by sql2c from schema/. */\n#include \"engine/db/schema.h\"\n\n");
	buf_str(out, "const struct schema_step schema_steps[] = {\n");
	for (int i = 0; i < n; i++) {
		static const char *const member[] = { "sqlite", "pg" };

		buf_printf(out, "\t{ .number = %d,\n\t\t.name = \"%s\"", steps[i].number,
			steps[i].name);
		for (int d = DIALECT_SQLITE; d <= DIALECT_PG; d++) {
			struct buf sql = BUF_IN(mem);

			write_ddl(mem, &sql, steps[i].text, (enum dialect)d);
			buf_printf(out, ",\n\t\t.%s =", member[d]);
			write_literal(out, buf_text(&sql), "\t\t\t");
		}
		buf_str(out, " },\n");
	}
	buf_printf(out, "};\n\nconst int schema_n = %d;\n", n);
}
