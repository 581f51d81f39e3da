/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything that a person wrote and that is held about him, as JSON or as a document to read and print. It is
 * written piece by piece, so that it takes no more memory for somebody who has written for years.
 */
#ifndef FEATURES_MINE_DOWNLOAD_H
#define FEATURES_MINE_DOWNLOAD_H

#include "base/buf.h"
#include "engine/ctx/ctx.h"
#include "features/mine/mine.sql.h"

/* Where a download stands: no pointers into memory that is gone with a piece. */
struct download {
	bool document; /* else JSON */
	int64_t person;
	enum { AT_HEAD, AT_PERSON, AT_NEXT_PAIR, AT_PAIR, AT_FOOT, AT_END } at;
	int part;	      /* of parts[] */
	bool open;	      /* the part has been begun */
	int64_t after;	      /* id of its last row so far */
	int64_t relationship; /* the last one that was begun */
	bool comma;	      /* state of the JSON writer between two pieces */
	int depth;
};

/* Appends the next piece to b; false behind the last. In a snapshot of c, whose who is d->person. */
bool download_next(struct ctx *c, void *arg, struct buf *b);

/* ---- for the templates of the document ---- */

struct mine_field {
	const char *label;
	const char *text;
};
struct mine_field_rows {
	int n;
	struct mine_field *v;
};
struct mine_row {
	struct mine_field_rows fields;
};
struct mine_head_view {
	const char *lang, *dir;
	struct mine person;
	int64_t now;
};
struct mine_pair_view {
	struct mine_relationship r;
	const char *role;
};

/* What stands in a document for a value of a part: *ret_label is "" if it is of no use to a reader. */
struct json_value;
const char *mine_word(
	struct ctx *c, const char *part, const struct json_value *v, const char **ret_label);

#endif
