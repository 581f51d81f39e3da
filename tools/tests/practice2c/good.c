/* Written by practice2c from the files under practice/. */
#include "engine/practice/practice.h"

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
		} },
		{ "colour", 1, (const struct practice_entry[]){
			{ .key = "green" },
		} },
		{ "parts", 2, (const struct practice_entry[]){
			{ .key = "left" },
			{ .key = "right" },
		} },
		{ "title", 1, (const struct practice_entry[]){
			{ .key = "Zoë, Nguyễn, 李" },
		} },
		{ "lines", 2, (const struct practice_entry[]){
			{ .key = "first line" },
			{ .key = "second line" },
		} },
		{ "size", 1, (const struct practice_entry[]){
			{ .key = "", .number = INT64_C(-9000000000) },
		} },
		{ "skills", 2, (const struct practice_entry[]){
			{ .key = "Public speaking", .number = INT64_C(3) },
			{ .key = "Excel" },
		} },
		} },
	{ .kind = "sheet", .id = "bare",
		.audiences = (const char *const[]){ "mentor", "mentee", NULL },
		.moments = (const char *const[]){ "session", "closing", NULL },
		.source = "Its own",
		.field_count = 0 },
};

const struct practice_table practice_table = {
	.languages = (const char *const[]){ "en", "de", NULL },
	.kind_count = 3,
	.kinds = (const struct practice_kind[]){
		{ "prompt", 0, NULL },
		{ "letter", 0, NULL },
		{ "sheet", 2, items_2 },
	},
};
