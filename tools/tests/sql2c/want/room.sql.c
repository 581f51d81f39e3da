/* Made by sql2c from room.sql. */
#include "room.sql.h"

#include "base/arena.h"
#include "engine/crypt/seal.h"

#line 3 "room.sql"
static const uint8_t goal_list_params_[] = { DB_INT, 0 };
static const uint8_t goal_list_cols_[] = { DB_INT, DB_INT, DB_TEXT, DB_TEXT, DB_TEXT, 0 };
static const struct db_sql sql_goal_list_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_list",
	.file = "room.sql",
	.line = 4,
	.sqlite =
		"SELECT id, relationship, title, due_on, state FROM goal WHERE relationship = ?1 ORDER BY due_on, id",
	.pg =
		"SELECT id, relationship, title, due_on, state FROM goal WHERE relationship = $1 ORDER BY due_on, id",
	.params = goal_list_params_,
	.cols = goal_list_cols_,
	.n_params = 1,
	.n_cols = 5,
	.writes = false,
};

#line 6 "room.sql"
static const uint8_t goal_get_params_[] = { DB_INT, 0 };
static const uint8_t goal_get_cols_[] = { DB_INT, DB_INT, DB_TEXT, DB_TEXT, DB_TEXT, 0 };
static const struct db_sql sql_goal_get_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_get",
	.file = "room.sql",
	.line = 8,
	.sqlite =
		"SELECT id, relationship, title, due_on, state\n"
		"FROM goal WHERE id = ?1 AND title <> 'at 10:30 :no'",
	.pg =
		"SELECT id, relationship, title, due_on, state\n"
		"FROM goal WHERE id = $1 AND title <> 'at 10:30 :no'",
	.params = goal_get_params_,
	.cols = goal_get_cols_,
	.n_params = 1,
	.n_cols = 5,
	.writes = false,
};

#line 14 "room.sql"
static const uint8_t goal_counts_params_[] = { DB_INT, 0 };
static const uint8_t goal_counts_cols_[] = { DB_INT, DB_INT, DB_REAL, 0 };
static const struct db_sql sql_goal_counts_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_counts",
	.file = "room.sql",
	.line = 17,
	.sqlite =
		"SELECT count(CASE WHEN state = 'open' THEN 1 END) AS open,\n"
		"count(CASE WHEN state = 'done' THEN 1 END) AS done,\n"
		"CAST(sum(weight) AS real) AS share\n"
		"FROM goal WHERE relationship = ?1",
	.pg =
		"SELECT count(CASE WHEN state = 'open' THEN 1 END) AS open,\n"
		"count(CASE WHEN state = 'done' THEN 1 END) AS done,\n"
		"CAST(sum(weight) AS double precision) AS share\n"
		"FROM goal WHERE relationship = $1",
	.params = goal_counts_params_,
	.cols = goal_counts_cols_,
	.n_params = 1,
	.n_cols = 3,
	.writes = false,
};

#line 22 "room.sql"
static const uint8_t goal_insert_params_[] = { DB_INT, DB_TEXT, DB_TEXT, DB_REAL, DB_REF, DB_BLOB, DB_INT, 0 };
static const uint8_t goal_insert_cols_[] = { DB_INT, 0 };
static const struct db_sql sql_goal_insert_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_insert",
	.file = "room.sql",
	.line = 25,
	.sqlite =
		"INSERT INTO goal (relationship, title, due_on, weight, parent, picture, state)\n"
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6,\n"
		"CASE WHEN ?7 = 1 THEN 'open' ELSE 'done' END)\n"
		"RETURNING id",
	.pg =
		"INSERT INTO goal (relationship, title, due_on, weight, parent, picture, state)\n"
		"VALUES ($1, $2, $3, $4, $5, $6,\n"
		"CASE WHEN $7 = 1 THEN 'open' ELSE 'done' END)\n"
		"RETURNING id",
	.params = goal_insert_params_,
	.cols = goal_insert_cols_,
	.n_params = 7,
	.n_cols = 1,
	.writes = true,
};

#line 30 "room.sql"
static const uint8_t goal_close_params_[] = { DB_INT, 0 };
static const uint8_t goal_close_cols_[] = { 0 };
static const struct db_sql sql_goal_close_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_close",
	.file = "room.sql",
	.line = 31,
	.sqlite =
		"UPDATE goal SET state = 'done' WHERE id = ?1 AND state = 'open'",
	.pg =
		"UPDATE goal SET state = 'done' WHERE id = $1 AND state = 'open'",
	.params = goal_close_params_,
	.cols = goal_close_cols_,
	.n_params = 1,
	.n_cols = 0,
	.writes = true,
};

#line 33 "room.sql"
static const uint8_t goal_title_params_[] = { DB_INT, 0 };
static const uint8_t goal_title_cols_[] = { DB_TEXT, 0 };
static const struct db_sql sql_goal_title_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_title",
	.file = "room.sql",
	.line = 34,
	.sqlite =
		"SELECT title FROM goal WHERE id = ?1",
	.pg =
		"SELECT title FROM goal WHERE id = $1",
	.params = goal_title_params_,
	.cols = goal_title_cols_,
	.n_params = 1,
	.n_cols = 1,
	.writes = false,
};

#line 36 "room.sql"
static const uint8_t goal_sum_params_[] = { 0 };
static const uint8_t goal_sum_cols_[] = { DB_INT, 0 };
static const struct db_sql sql_goal_sum_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_sum",
	.file = "room.sql",
	.line = 38,
	.sqlite =
		"SELECT CAST(coalesce(sum(id), 0) AS integer) FROM goal",
	.pg =
		"SELECT CAST(coalesce(sum(id), 0) AS bigint) FROM goal",
	.params = goal_sum_params_,
	.cols = goal_sum_cols_,
	.n_params = 0,
	.n_cols = 1,
	.writes = false,
	.scan =
		"every \"goal\" counts once a night",
};

#line 40 "room.sql"
static const uint8_t goal_file_params_[] = { DB_INT, 0 };
static const uint8_t goal_file_cols_[] = { DB_BLOB, DB_REAL, DB_REF, DB_INT, 0 };
static const struct db_sql sql_goal_file_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "goal_file",
	.file = "room.sql",
	.line = 42,
	.sqlite =
		"SELECT picture, weight, parent, CASE WHEN due_on < '2027' THEN 1 ELSE 0 END AS late FROM goal WHERE id = ?1",
	.pg =
		"SELECT picture, weight, parent, CASE WHEN due_on < '2027' THEN 1 ELSE 0 END AS late FROM goal WHERE id = $1",
	.params = goal_file_params_,
	.cols = goal_file_cols_,
	.n_params = 1,
	.n_cols = 4,
	.writes = false,
};

#line 44 "room.sql"
static const uint8_t note_insert_params_[] = { DB_INT, DB_INT, DB_BLOB, 0 };
static const uint8_t note_insert_cols_[] = { 0 };
static const struct db_sql sql_note_insert_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "note_insert",
	.file = "room.sql",
	.line = 45,
	.sqlite =
		"INSERT INTO note (id, relationship, body) VALUES (?1, ?2, ?3)\n"
		"ON CONFLICT (id) DO UPDATE SET body = excluded.body",
	.pg =
		"INSERT INTO note (id, relationship, body) VALUES ($1, $2, $3)\n"
		"ON CONFLICT (id) DO UPDATE SET body = excluded.body",
	.params = note_insert_params_,
	.cols = note_insert_cols_,
	.n_params = 3,
	.n_cols = 0,
	.writes = true,
};

#line 48 "room.sql"
static const uint8_t note_change_params_[] = { DB_INT, DB_INT, DB_BLOB, 0 };
static const uint8_t note_change_cols_[] = { 0 };
static const struct db_sql sql_note_change_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "note_change",
	.file = "room.sql",
	.line = 49,
	.sqlite =
		"UPDATE note SET body = ?3, secret = NULL WHERE note.id = ?1 AND relationship = ?2",
	.pg =
		"UPDATE note SET body = $3, secret = NULL WHERE note.id = $1 AND relationship = $2",
	.params = note_change_params_,
	.cols = note_change_cols_,
	.n_params = 3,
	.n_cols = 0,
	.writes = true,
};

#line 51 "room.sql"
static const uint8_t note_list_params_[] = { DB_INT, 0 };
static const uint8_t note_list_cols_[] = { DB_INT, DB_BLOB, DB_INT, DB_TEXT, DB_BLOB, 0 };
static const struct db_sql sql_note_list_
	__attribute__((section("wm_sql"), used, aligned(8))) = {
	.name = "note_list",
	.file = "room.sql",
	.line = 52,
	.sqlite =
		"SELECT n.relationship, n.body, n.id, g.title, n.secret AS hidden\n"
		"FROM note n JOIN goal g ON g.relationship = n.relationship\n"
		"WHERE n.relationship = ?1 AND EXISTS (SELECT 1 FROM note o WHERE o.id < n.id)\n"
		"ORDER BY n.id",
	.pg =
		"SELECT n.relationship, n.body, n.id, g.title, n.secret AS hidden\n"
		"FROM note n JOIN goal g ON g.relationship = n.relationship\n"
		"WHERE n.relationship = $1 AND EXISTS (SELECT 1 FROM note o WHERE o.id < n.id)\n"
		"ORDER BY n.id",
	.params = note_list_params_,
	.cols = note_list_cols_,
	.n_params = 1,
	.n_cols = 5,
	.writes = false,
};

#line 3 "room.sql"
static void
read_goal_(const struct db_value *row_, struct goal *ret)
{
	ret->id = row_[0].i;
	ret->relationship = row_[1].i;
	ret->title = row_[2].s;
	ret->due_on = row_[3].s;
	ret->state = row_[4].s;
}

#line 51 "room.sql"
static void
read_note_(struct ctx *c, const struct db_value *row_, struct note *ret)
{
	ret->relationship = row_[0].i;
	ret->body = seal_open(c, "note.body", row_[0].i, row_[2].i, row_[1].b);
	ret->id = row_[2].i;
	ret->title = row_[3].s;
	ret->hidden = seal_open(c, "note.secret", row_[0].i, row_[2].i, row_[4].b);
}

#line 14 "room.sql"
static void
read_goal_counts_(const struct db_value *row_, struct goal_counts *ret)
{
	ret->open = row_[0].i;
	ret->done = row_[1].i;
	ret->share = row_[2].r;
}

#line 40 "room.sql"
static void
read_goal_file_(const struct db_value *row_, struct goal_file *ret)
{
	ret->picture = row_[0].b;
	ret->weight = row_[1].r;
	ret->parent = row_[2].i;
	ret->late = row_[3].i != 0;
}

#line 3 "room.sql"
struct goal_rows
sql_goal_list(struct ctx *c, int64_t relationship)
{
	const struct db_value args_[] = {
		{ .i = relationship },
	};
	struct db_value row_[5];
	struct db_rows *rows_ = db_run(c, &sql_goal_list_, args_);
	struct goal_rows ret = { 0, NULL };
	int room_ = 0;

	while (db_next(rows_, row_)) {
		if (ret.n == room_) {
			int more_ = room_ ? room_ * 2 : 16;

			ret.v = arena_grow(c->mem, ret.v, (size_t)room_ * sizeof *ret.v,
				(size_t)more_ * sizeof *ret.v);
			room_ = more_;
		}
		read_goal_(row_, &ret.v[ret.n++]);
	}
	return ret;
}

#line 6 "room.sql"
bool
sql_goal_get(struct ctx *c, int64_t id, struct goal *ret)
{
	const struct db_value args_[] = {
		{ .i = id },
	};
	struct db_value row_[5];
	struct db_rows *rows_ = db_run(c, &sql_goal_get_, args_);

	if (!db_next(rows_, row_)) {
		if (db_blank(c, &sql_goal_get_, row_))
			read_goal_(row_, ret);
		return false;
	}
	db_close_rows(rows_);
	read_goal_(row_, ret);
	return true;
}

#line 14 "room.sql"
bool
sql_goal_counts(struct ctx *c, int64_t relationship, struct goal_counts *ret)
{
	const struct db_value args_[] = {
		{ .i = relationship },
	};
	struct db_value row_[3];
	struct db_rows *rows_ = db_run(c, &sql_goal_counts_, args_);

	if (!db_next(rows_, row_)) {
		if (db_blank(c, &sql_goal_counts_, row_))
			read_goal_counts_(row_, ret);
		return false;
	}
	db_close_rows(rows_);
	read_goal_counts_(row_, ret);
	return true;
}

#line 22 "room.sql"
int64_t
sql_goal_insert(struct ctx *c, int64_t relationship, const char *title, const char *due_on, double weight, int64_t parent, struct bytes picture, bool open)
{
	const struct db_value args_[] = {
		{ .i = relationship },
		{ .s = title },
		{ .s = due_on },
		{ .r = weight },
		{ .i = parent },
		{ .b = picture },
		{ .i = open },
	};
	struct db_value row_[1];
	struct db_rows *rows_ = db_run(c, &sql_goal_insert_, args_);

	if (!db_next(rows_, row_))
		return 0;
	db_close_rows(rows_);
	return row_[0].i;
}

#line 30 "room.sql"
int64_t
sql_goal_close(struct ctx *c, int64_t id)
{
	const struct db_value args_[] = {
		{ .i = id },
	};

	return db_change(c, &sql_goal_close_, args_);
}

#line 33 "room.sql"
const char *
sql_goal_title(struct ctx *c, int64_t id)
{
	const struct db_value args_[] = {
		{ .i = id },
	};
	struct db_value row_[1];
	struct db_rows *rows_ = db_run(c, &sql_goal_title_, args_);

	if (!db_next(rows_, row_))
		return "";
	db_close_rows(rows_);
	return row_[0].s;
}

#line 36 "room.sql"
int64_t
sql_goal_sum(struct ctx *c)
{
	struct db_value row_[1];
	struct db_rows *rows_ = db_run(c, &sql_goal_sum_, NULL);

	if (!db_next(rows_, row_))
		return 0;
	db_close_rows(rows_);
	return row_[0].i;
}

#line 40 "room.sql"
bool
sql_goal_file(struct ctx *c, int64_t id, struct goal_file *ret)
{
	const struct db_value args_[] = {
		{ .i = id },
	};
	struct db_value row_[4];
	struct db_rows *rows_ = db_run(c, &sql_goal_file_, args_);

	if (!db_next(rows_, row_)) {
		if (db_blank(c, &sql_goal_file_, row_))
			read_goal_file_(row_, ret);
		return false;
	}
	db_close_rows(rows_);
	read_goal_file_(row_, ret);
	return true;
}

#line 44 "room.sql"
int64_t
sql_note_insert(struct ctx *c, int64_t id, int64_t relationship, const char *body)
{
	const struct db_value args_[] = {
		{ .i = id },
		{ .i = relationship },
		{ .b = seal_text(c, "note.body", relationship, id, body) },
	};

	return db_change(c, &sql_note_insert_, args_);
}

#line 48 "room.sql"
int64_t
sql_note_change(struct ctx *c, int64_t id, int64_t relationship, const char *text)
{
	const struct db_value args_[] = {
		{ .i = id },
		{ .i = relationship },
		{ .b = seal_text(c, "note.body", relationship, id, text) },
	};

	return db_change(c, &sql_note_change_, args_);
}

#line 51 "room.sql"
struct note_rows
sql_note_list(struct ctx *c, int64_t relationship)
{
	const struct db_value args_[] = {
		{ .i = relationship },
	};
	struct db_value row_[5];
	struct db_rows *rows_ = db_run(c, &sql_note_list_, args_);
	struct note_rows ret = { 0, NULL };
	int room_ = 0;

	while (db_next(rows_, row_)) {
		if (ret.n == room_) {
			int more_ = room_ ? room_ * 2 : 16;

			ret.v = arena_grow(c->mem, ret.v, (size_t)room_ * sizeof *ret.v,
				(size_t)more_ * sizeof *ret.v);
			room_ = more_;
		}
		read_note_(c, row_, &ret.v[ret.n++]);
	}
	return ret;
}

#line 11 "room.sql"
void
json_goal(struct json *j, const struct goal *x)
{
	json_open(j, NULL);
	json_int(j, "id", x->id);
	json_text(j, "title", x->title);
	json_text(j, "due_on", x->due_on);
	json_text(j, "state", x->state);
	json_close(j);
}

void
json_goal_items(struct json *j, const struct goal_rows *rows)
{
	json_open(j, NULL);
	json_open_list(j, "items");
	for (int i = 0; i < rows->n; i++)
		json_goal(j, &rows->v[i]);
	json_close_list(j);
	json_close(j);
}

static const struct json_field json_goal_fields_[] = {
	{ "id", 'i' },
	{ "title", 's' },
	{ "due_on", 's' },
	{ "state", 's' },
};
const struct json_desc json_goal_desc = { "goal", 4, json_goal_fields_ };

#line 57 "room.sql"
void
json_note(struct json *j, const struct note *x)
{
	json_open(j, NULL);
	json_int(j, "id", x->id);
	json_text(j, "body", x->body);
	json_close(j);
}

void
json_note_items(struct json *j, const struct note_rows *rows)
{
	json_open(j, NULL);
	json_open_list(j, "items");
	for (int i = 0; i < rows->n; i++)
		json_note(j, &rows->v[i]);
	json_close_list(j);
	json_close(j);
}

static const struct json_field json_note_fields_[] = {
	{ "id", 'i' },
	{ "body", 's' },
};
const struct json_desc json_note_desc = { "note", 2, json_note_fields_ };

#line 61 "room.sql"
void
json_next_step(struct json *j, const struct next_step *x)
{
	json_open(j, NULL);
	json_text(j, "title", x->title);
	json_text(j, "url", x->url);
	json_int(j, "n", x->n);
	json_bool(j, "done", x->done);
	json_number(j, "at", x->at);
	json_close(j);
}

void
json_next_step_items(struct json *j, const struct next_step_rows *rows)
{
	json_open(j, NULL);
	json_open_list(j, "items");
	for (int i = 0; i < rows->n; i++)
		json_next_step(j, &rows->v[i]);
	json_close_list(j);
	json_close(j);
}

static const struct json_field json_next_step_fields_[] = {
	{ "title", 's' },
	{ "url", 's' },
	{ "n", 'i' },
	{ "done", 'b' },
	{ "at", 'n' },
};
const struct json_desc json_next_step_desc = { "next_step", 5, json_next_step_fields_ };
