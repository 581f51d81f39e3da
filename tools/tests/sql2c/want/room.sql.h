/* Made by sql2c from room.sql. */
#ifndef GEN_ROOM_SQL_H
#define GEN_ROOM_SQL_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/ctx/ctx.h"
#include "engine/db/db.h"
#include "engine/json/json.h"

#line 3 "room.sql"
struct goal {
	int64_t id;
	int64_t relationship;
	const char *title;
	const char *due_on;
	const char *state;
};

struct goal_rows {
	int n;
	struct goal *v;
};

/* {…} with the columns that the room lets out, and {"items": […]}. */
void json_goal(struct json *j, const struct goal *x);
void json_goal_items(struct json *j, const struct goal_rows *rows);
extern const struct json_desc json_goal_desc;

#line 51 "room.sql"
struct note {
	int64_t relationship;
	const char *body;
	int64_t id;
	const char *title;
	const char *hidden;
};

struct note_rows {
	int n;
	struct note *v;
};

/* {…} with the columns that the room lets out, and {"items": […]}. */
void json_note(struct json *j, const struct note *x);
void json_note_items(struct json *j, const struct note_rows *rows);
extern const struct json_desc json_note_desc;

#line 59 "room.sql"
struct next_step {
	const char *title;
	const char *url;
	int64_t n;
	bool done;
	double at;
};

struct next_step_rows {
	int n;
	struct next_step *v;
};

/* {…} with the columns that the room lets out, and {"items": […]}. */
void json_next_step(struct json *j, const struct next_step *x);
void json_next_step_items(struct json *j, const struct next_step_rows *rows);
extern const struct json_desc json_next_step_desc;

#line 14 "room.sql"
struct goal_counts {
	int64_t open;
	int64_t done;
	double share;
};

struct goal_counts_rows {
	int n;
	struct goal_counts *v;
};

#line 40 "room.sql"
struct goal_file {
	struct bytes picture;
	double weight;
	int64_t parent;
	bool late;
};

struct goal_file_rows {
	int n;
	struct goal_file *v;
};

#line 3 "room.sql"
struct goal_rows sql_goal_list(struct ctx *c, int64_t relationship);

#line 6 "room.sql"
bool sql_goal_get(struct ctx *c, int64_t id, struct goal *ret);

#line 14 "room.sql"
bool sql_goal_counts(struct ctx *c, int64_t relationship, struct goal_counts *ret);

#line 22 "room.sql"
int64_t sql_goal_insert(struct ctx *c, int64_t relationship, const char *title, const char *due_on, double weight, int64_t parent, struct bytes picture, bool open);

#line 30 "room.sql"
int64_t sql_goal_close(struct ctx *c, int64_t id);

#line 33 "room.sql"
const char *sql_goal_title(struct ctx *c, int64_t id);

#line 36 "room.sql"
int64_t sql_goal_sum(struct ctx *c);

#line 40 "room.sql"
bool sql_goal_file(struct ctx *c, int64_t id, struct goal_file *ret);

#line 44 "room.sql"
int64_t sql_note_insert(struct ctx *c, int64_t id, int64_t relationship, const char *body);

#line 48 "room.sql"
int64_t sql_note_change(struct ctx *c, int64_t id, int64_t relationship, const char *text);

#line 51 "room.sql"
struct note_rows sql_note_list(struct ctx *c, int64_t relationship);

#endif
