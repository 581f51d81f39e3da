/* SPDX-License-Identifier: Apache-2.0 */
/* Calls what sql2c made of room.sql. */
#include <stdio.h>

#include "base/fatal.h"
#include "base/str.h"
#include "engine/db/schema.h"
#include "fake_engine.h"
#include "room.sql.h"

static int bad;

static void
check(bool good, const char *what)
{
	printf("%s %s\n", good ? "ok" : "not ok", what);
	bad += !good;
}

static void
use_goals(struct ctx *c)
{
	const struct bytes none = { NULL, 0 }, picture = { "\0\1\2", 3 };
	int64_t first = sql_goal_insert(c, 1, "Learn C", "2026-05-01", 0.5, 0, none, true);
	int64_t second =
		sql_goal_insert(c, 1, "It's \"2\"", "2027-05-01", 2, first, picture, false);
	struct goal_file file;
	struct goal_counts counts;
	struct goal g = { .id = 99 };

	check(first == 1 && second == 2, "the ids of new rows");
	check(str_eq(fake_look(c, "SELECT parent IS NULL FROM goal WHERE id = 1"), "1"),
		"no reference is NULL");
	check(sql_goal_get(c, second, &g) && g.id == 2 && g.relationship == 1 &&
			str_eq(g.title, "It's \"2\"") && str_eq(g.due_on, "2027-05-01") &&
			str_eq(g.state, "done"),
		"one row");
	check(!sql_goal_get(c, 77, &g) && g.id == 2, "no row leaves the struct alone");
	check(sql_goal_counts(c, 1, &counts) && counts.open == 1 && counts.done == 1 &&
			counts.share > 2.4 && counts.share < 2.6,
		"expressions with types");
	check(sql_goal_file(c, second, &file) && file.picture.n == 3 &&
			((const char *)file.picture.p)[2] == 2 && file.parent == 1 && !file.late,
		"bytes, references and flags");
	check(sql_goal_file(c, first, &file) && !file.picture.n && !file.parent && file.late,
		"no bytes and no reference");
	check(sql_goal_close(c, first) == 1 && sql_goal_close(c, first) == 0, "rows changed");
	check(str_eq(sql_goal_title(c, first), "Learn C") && str_eq(sql_goal_title(c, 77), ""),
		"a text");
	check(sql_goal_sum(c) == 3, "a number");
}

static void
use_many(struct ctx *c)
{
	struct goal_rows rows;
	bool same = true;

	for (int i = 0; i < 100; i++)
		sql_goal_insert(c, 2, arena_printf(c->mem, "goal %d", i), "", i, 0,
			(struct bytes){ NULL, 0 }, true);
	rows = sql_goal_list(c, 2);
	for (int i = 0; i < rows.n; i++)
		same = same && str_eq(rows.v[i].title, arena_printf(c->mem, "goal %d", i));
	check(rows.n == 100 && same, "many rows");
	rows = sql_goal_list(c, 3);
	check(rows.n == 0 && !rows.v, "many rows that are none");
}

static void
use_sealed(struct ctx *c)
{
	struct note_rows notes;

	sql_note_insert(c, 11, 1, "first");
	check(sql_note_insert(c, 12, 1, "second") == 1, "a sealed text goes in");
	check(str_eq(fake_look(c, "SELECT CAST(body AS text) FROM note WHERE id = 12"),
		      "note.body/1/12 second"),
		"sealed for its place, scope and row");
	sql_note_insert(c, 12, 1, "again");
	sql_note_change(c, 11, 1, "changed");
	notes = sql_note_list(c, 1);
	/* One note for each goal of the pair; the first has no note before it. */
	check(notes.n == 2 && notes.v[0].id == 12 && str_eq(notes.v[0].body, "again") &&
			str_eq(notes.v[0].hidden, "") && str_eq(notes.v[0].title, "Learn C"),
		"and comes out again");
}

static void
use_json(struct ctx *c)
{
	struct buf b = BUF_IN(c->mem);
	struct json j = { .b = &b };
	struct goal_rows rows = sql_goal_list(c, 1);
	struct next_step step = { "Go on", "/goals", 4, true, 1.5 };

	json_goal_items(&j, &rows);
	check(str_eq(buf_text(&b), "{items:[{id:1,title:Learn C,due_on:2026-05-01,state:done},"
				   "{id:2,title:It's \"2\",due_on:2027-05-01,state:done}]}"),
		"JSON with the columns that were named");
	b.n = 0;
	j.comma = false;
	json_next_step(&j, &step);
	check(str_eq(buf_text(&b), "{title:Go on,url:/goals,n:4,done:true,at:1.5}"),
		"JSON of a record");
	check(json_goal_desc.n == 4 && str_eq(json_goal_desc.name, "goal") &&
			str_eq(json_goal_desc.fields[2].name, "due_on") &&
			json_goal_desc.fields[0].type == 'i' &&
			json_goal_desc.fields[1].type == 's',
		"a description of the JSON");
}

static void
walk(void)
{
	int n = 0, scans = 0;

	for (const struct db_sql *s = __start_wm_sql; s < __stop_wm_sql; s++, n++) {
		MUST(s->sqlite && s->pg && str_eq(s->file, "room.sql"));
		scans += s->scan != NULL;
	}
	check(n == 11 && scans == 1, "all statements lie side by side");
	check(schema_n == 2 && schema_steps[1].number == 2 &&
			str_eq(schema_steps[1].name, "0002_notes"),
		"the steps of the schema");
}

int
main(void)
{
	struct ctx c = { .mem = arena_new(0) };

	fake_open();
	use_goals(&c);
	use_many(&c);
	use_sealed(&c);
	use_json(&c);
	walk();
	check(fake_open_rows() == 0, "every result is closed");
	fake_close();
	arena_free(c.mem);
	return bad != 0;
}
