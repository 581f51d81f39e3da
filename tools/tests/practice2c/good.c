/* Written by practice2c from the files under practice/. */
#include "engine/practice/practice.h"
static const struct practice_shape shape_0 = { 0, (const char *const[]){ NULL }, 2, (const struct practice_shape_field[]){
	{ "text", PRACTICE_TYPE_TEXT, 0, 0, (const char *const[]){ NULL } },
	{ "hint", PRACTICE_TYPE_TEXT, 1, 0, (const char *const[]){ NULL } },
} };
static const struct practice_shape shape_1 = { 0, (const char *const[]){ "name", "link", NULL }, 1, (const struct practice_shape_field[]){
	{ "body", PRACTICE_TYPE_TEXT, 0, 0, (const char *const[]){ NULL } },
} };

static const struct practice_item items_2[] = { /* sheet */
	{ .kind = "sheet", .id = "everything",
		.audiences = (const char *const[]){ "mentor", NULL },
		.moments = (const char *const[]){ "session", "closing", NULL },
		.source = "A test",
		.field_count = 7,
		.fields = (const struct practice_field[]){
		{ "names", 2, (const struct practice_entry[]){
			{ .key = "one", .text = (const char *const[]){
				"One",
				"Eins" } },
			{ .key = "two", .text = (const char *const[]){
				"Two \"quoted\" \\ and what\?\?/",
				"Zwei\n"
				"Zeilen" } },
		}, 0 },
		{ "colour", 1, (const struct practice_entry[]){
			{ .key = "green" },
		}, 0 },
		{ "parts", 2, (const struct practice_entry[]){
			{ .key = "left" },
			{ .key = "right" },
		}, 0 },
		{ "title", 1, (const struct practice_entry[]){
			{ .key = "Zoë, Nguyễn, 李" },
		}, 0 },
		{ "lines", 2, (const struct practice_entry[]){
			{ .key = "first line" },
			{ .key = "second line" },
		}, 0 },
		{ "size", 1, (const struct practice_entry[]){
			{ .key = "", .number = INT64_C(-9000000000) },
		}, 0 },
		{ "skills", 2, (const struct practice_entry[]){
			{ .key = "Public speaking", .number = INT64_C(3) },
			{ .key = "Excel" },
		}, 0 },
		} },
	{ .kind = "sheet", .id = "bare",
		.audiences = (const char *const[]){ "mentor", "mentee", NULL },
		.moments = (const char *const[]){ "session", "closing", NULL },
		.source = "Its own",
		.field_count = 0 },
};
static const struct practice_shape shape_2 = { 0, (const char *const[]){ NULL }, 9, (const struct practice_shape_field[]){
	{ "names", PRACTICE_TYPE_TEXTS, 1, 0, (const char *const[]){ NULL } },
	{ "colour", PRACTICE_TYPE_WORD, 1, 0, (const char *const[]){ "red", "green", NULL } },
	{ "parts", PRACTICE_TYPE_WORDS, 1, 0, (const char *const[]){ NULL } },
	{ "title", PRACTICE_TYPE_PLAIN, 1, 0, (const char *const[]){ NULL } },
	{ "lines", PRACTICE_TYPE_PLAINS, 1, 0, (const char *const[]){ NULL } },
	{ "size", PRACTICE_TYPE_NUMBER, 1, 0, (const char *const[]){ NULL } },
	{ "skills", PRACTICE_TYPE_COUNTS, 1, 0, (const char *const[]){ NULL } },
	{ "first", PRACTICE_TYPE_REF, 1, 0, (const char *const[]){ "prompt", NULL } },
	{ "all", PRACTICE_TYPE_REFS, 1, 0, (const char *const[]){ "prompt", NULL } },
} };

const struct practice_table practice_table = {
	.languages = (const char *const[]){ "en", "de", NULL },
	.moments = (const char *const[]){ "session", "closing", "any", NULL },
	.audience_count = 3,
	.audiences = (const struct practice_audience[]){
		{ "mentor", (const char *const[]){ NULL } },
		{ "mentee", (const char *const[]){ NULL } },
		{ "both", (const char *const[]){ "mentor", "mentee", NULL } },
	},
	.kind_count = 3,
	.kinds = (const struct practice_kind[]){
		{ "prompt", 0, NULL, &shape_0, 0 },
		{ "letter", 0, NULL, &shape_1, 0 },
		{ "sheet", 2, items_2, &shape_2, 0 },
	},
};
