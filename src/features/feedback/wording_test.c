/* SPDX-License-Identifier: Apache-2.0 */
/* What the hints of practice/wording.yml are right about, in sentences as people write them: half of them deserve a hint,
 * half of them look as if they did. Add the next one here that is not. */
#include "tests/pair.h"

#include <string.h>

#include "base/str.h"
#include "features/shell/wording.h"

/* place, text, and what the hint begins with; NULL: none. */
struct sentence {
	const char *place, *text, *hint;
};

#define VAGUE_EN "What exactly was done well"
#define TRAIT_EN "This says what somebody is"
#define EVER_EN "Always and never"
#define CLOSED_EN "This can be answered with yes or no"
#define VAGUE_DE "Was genau war gut"
#define TRAIT_DE "Das sagt, wie jemand ist"
#define EVER_DE "Immer und nie"
#define CLOSED_DE "Darauf kann man mit Ja oder Nein"

static const struct sentence english[] = {
	{ "keep", "Good job!", VAGUE_EN },
	{ "keep", "Great work on Monday.", VAGUE_EN },
	{ "keep", "I liked it.", VAGUE_EN },
	{ "keep", "The talk went well", VAGUE_EN },
	{ "keep", "Great, because you named the source.", NULL },
	{ "keep", "It was good that you paused.", NULL },
	{ "keep", "Nobody had to ask twice.", NULL },
	{ "keep", "The greatest risk came first.", NULL },
	{ "deed", "You were impatient.", TRAIT_EN },
	{ "deed", "In the round you seemed to be a bit insecure.", TRAIT_EN },
	{ "deed", "You’re lazy and careless with dates.", TRAIT_EN },
	{ "change", "Too impatient with the newcomers", TRAIT_EN },
	{ "change", "Stop being so aggressive!", TRAIT_EN },
	{ "deed", "Arrogant.", TRAIT_EN },
	{ "deed", "You were a rather arrogant host.", TRAIT_EN },
	{ "deed", "You gave the shy ones time to speak.", NULL },
	{ "deed", "You were kind to the shy ones", NULL },
	{ "deed", "You are good with shy people.", NULL },
	{ "deed", "You asked why the lazy river is called that.", NULL },
	{ "deed", "When he was rude, you stayed calm.", NULL },
	{ "deed", "You were there while she was insecure.", NULL },
	{ "deed", "I was impatient and you waited.", NULL },
	{ "deed", "You were not impatient, although it took an hour.", NULL },
	{ "change", "Shy colleagues need the agenda a day before.", NULL },
	{ "change", "Name the weak point of the plan yourself.", NULL },
	{ "deed", "You always come late.", EVER_EN },
	{ "change", "You never answer my mails.", EVER_EN },
	{ "deed", "As always, the room was booked.", NULL },
	{ "deed", "You asked why he never calls.", NULL },
	{ "change", "I had never seen the figures before.", NULL },
	{ "question", "Did you sleep?", CLOSED_EN },
	{ "question", "A hard week. Did it go well?", CLOSED_EN },
	{ "question", "Should I say it to her?", CLOSED_EN },
	{ "question", "How did you say it to her?", NULL },
	{ "question", "Could you tell me how you began?", NULL },
	{ "question", "What would you do if it is too late?", NULL },
};

static const struct sentence german[] = {
	{ "keep", "Gut gemacht!", VAGUE_DE },
	{ "keep", "Tolle Sache, wirklich toll.", VAGUE_DE },
	{ "keep", "Das hat mir gefallen.", VAGUE_DE },
	{ "keep", "Der Vortrag lief gut", VAGUE_DE },
	{ "keep", "Good job", VAGUE_DE }, /* people mix */
	{ "keep", "Das war gut, weil Sie gewartet haben.", NULL },
	{ "keep", "Schön, dass Sie alle gefragt haben.", NULL },
	{ "keep", "Niemand musste zweimal fragen.", NULL },
	{ "deed", "Sie waren ungeduldig.", TRAIT_DE },
	{ "deed", "In der Runde wirkten Sie sehr unsicher.", TRAIT_DE },
	{ "deed", "Sie sind schüchtern", TRAIT_DE },
	{ "deed", "Sie waren in der Sitzung wieder chaotisch.", TRAIT_DE },
	{ "change", "Zu ungeduldig mit den Neuen", TRAIT_DE },
	{ "change", "Seien Sie weniger aggressiv!", TRAIT_DE },
	{ "deed", "Arrogant.", TRAIT_DE },
	{ "deed", "Sie haben den Schüchternen Zeit gelassen.", NULL },
	{ "deed", "Sie haben die unsichere Kollegin zuerst gefragt.", NULL },
	{ "deed", "Als ich ungeduldig wurde, blieben Sie ruhig.", NULL },
	{ "deed", "Sie waren da, während andere unsicher waren.", NULL },
	{ "deed", "Sie waren nicht ungeduldig, obwohl es eine Stunde dauerte.", NULL },
	{ "deed", "Er war unhöflich, und Sie haben gelächelt.", NULL },
	{ "change", "Die schwache Stelle des Plans selbst benennen.", NULL },
	{ "deed", "Sie kommen immer zu spät.", EVER_DE },
	{ "change", "Auf Nachrichten antworten Sie nie.", EVER_DE },
	{ "deed", "Sie haben wie immer pünktlich begonnen.", NULL },
	{ "deed", "Sie haben immer wieder nachgefragt.", NULL },
	{ "deed", "So etwas hatte ich noch nie gehört.", NULL },
	{ "change", "Die Liste ist immer noch zu lang.", NULL },
	{ "question", "Haben Sie gut geschlafen?", CLOSED_DE },
	{ "question", "Eine harte Woche. Lief es gut?", CLOSED_DE },
	{ "question", "Soll ich es ihr sagen?", CLOSED_DE },
	{ "question", "Wie haben Sie es ihr gesagt?", NULL },
	{ "question", "Können Sie mir erzählen, wie Sie angefangen haben?", NULL },
	{ "question", "Was würden Sie tun?", NULL },
};

/* All that is wrong at once: how many, each said with its sentence. */
static int
wrong(struct ctx *c, const struct sentence *s, size_t n)
{
	int bad = 0;

	for (size_t i = 0; i < n; i++) {
		struct wording_rows rows = wording_hints(c, s[i].place, s[i].text);
		bool right = s[i].hint ? rows.n == 1 && str_starts(rows.v[0].text, s[i].hint)
				       : rows.n == 0;

		if (right)
			continue;
		bad++;
		print_error("%s: \"%s\": %d hints, the first \"%s\", wanted \"%s\"\n", s[i].place,
			s[i].text, rows.n, rows.n ? rows.v[0].text : "",
			s[i].hint ? s[i].hint : "none");
	}
	return bad;
}

static void
i2_i7_g4_hints_in_english(void **state)
{
	struct ctx *c = test_open(*state);

	assert_int_equal(wrong(c, english, sizeof english / sizeof *english), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
i2_i7_g4_hints_in_german(void **state)
{
	struct ctx *c = test_open(*state);
	const struct lang *before = c->lang;

	c->lang = lang_find("de");
	assert_int_equal(wrong(c, german, sizeof german / sizeof *german), 0);
	c->lang = before;
	assert_int_equal(test_close(*state, OK), OK);
}

/* A long text, an empty one, and one of nothing but signs are read, too. */
static void
i7_hints_on_anything(void **state)
{
	struct ctx *c = test_open(*state);
	char text[5001];

	memset(text, ',', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(wording_hints(c, "deed", "").n, 0);
	assert_int_equal(wording_hints(c, "deed", text).n, 0);
	for (size_t i = 0; i + 5 < sizeof text; i += 5)
		memcpy(text + i, "lazy ", 5);
	assert_int_equal(wording_hints(c, "deed", text).n, 0);
	memcpy(text, "you are so", 10);
	assert_int_equal(wording_hints(c, "deed", text).n, 1);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			i2_i7_g4_hints_in_english, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(
			i2_i7_g4_hints_in_german, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(i7_hints_on_anything, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
