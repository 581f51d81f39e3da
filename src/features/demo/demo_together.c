/* SPDX-License-Identifier: Apache-2.0 */
/* What the two of a pair have in common after some months (practice/demo/together.yml): an agreement, what both hope
 * for, a plan and a roadmap, what they told each other, and how it is between them. */
#include "base/day.h"
#include "base/str.h"
#include "features/agreement/agreement.h"
#include "features/demo/demo.h"
#include "features/goals/goals.h"
#include "features/plan/plan.h"
#include "features/sheets/sheets.h"
#include "features/trust/trust.h"

/* The text that answers a question of a sheet; role: "mentor" or "mentee" where each has his own, else "". */
struct told {
	const char *prompt, *text, *role;
};

static const struct told boundaries[] = { { "boundary-role", "role-", "" },
	{ "boundary-expectations", "expect-", "" }, { "boundary-areas", "areas-", "" },
	{ "boundary-meetings", "limits-", "" }, { "boundary-contact", "contact-", "" } };
static const struct told stories[] = { { "story-challenge", "story-challenge", "mentor" },
	{ "story-mistake", "story-mistake", "mentor" } };
static const struct told strengths[] = { { "strengths-good", "strengths-good", "both" },
	{ "strengths-grow", "strengths-grow", "both" },
	{ "strengths-hidden", "strengths-hidden", "both" } };

static const struct told rapport[] = { { "rapport-place", "rapport-place", "own" },
	{ "rapport-outside", "rapport-outside", "own" },
	{ "rapport-person", "rapport-person", "own" }, { "rapport-way", "rapport-way", "own" },
	{ "rapport-energy", "rapport-energy", "own" },
	{ "rapport-proud", "rapport-proud", "own" } };
static const struct told mind[] = { { "mind-thoughts", "mind-thoughts", "mentee" },
	{ "mind-feelings", "mind-feelings", "mentee" },
	{ "mind-ambitions", "mind-ambitions", "mentee" } };
static const struct told differently[] = { { "perspective-differently", "different-", "" },
	{ "perspective-learned", "learned-", "" } };
static const struct told looked_back[] = { { "review-goals", "looked-goals", "own" },
	{ "review-worked", "looked-worked", "own" }, { "review-career", "looked-career", "own" },
	{ "review-skills", "looked-skills", "own" } };

static void
tell(const struct demo_pair *m, int64_t who, int64_t day, const char *sheet,
	const struct told *told, size_t n)
{
	const struct practice_item *it = practice_need("sheet", sheet);
	const char *role = who == m->mentor ? "mentor" : "mentee";
	struct ctx c = demo_then(m, who, m->began + day * DAY);
	struct sheet_question_rows rows;
	struct pair p;

	if (pair_get(&c, m->id, &p) != OK)
		return;
	rows = sheet_questions(&c, &p, it);
	for (int i = 0; i < rows.n; i++)
		for (size_t k = 0; k < n; k++)
			if (str_eq(rows.v[i].id, told[k].prompt)) {
				/* Where one may choose, the mentee keeps one thing back. */
				rows.v[i].shared = who == m->mentor || k != 1;
				rows.v[i].mine =
					*told[k].role ? demo_says(m, told[k].text, who == m->mentee)
						      : demo_says(m,
								arena_printf(c.mem, "%s%s",
									told[k].text, role),
								0);
			}
	sheet_save(&c, m->id, it, &rows, true);
}

/* After some months they settle two things anew, and what was before stays readable. */
static void
agree_anew(const struct demo_pair *m, struct agreement_form *f, int64_t base)
{
	struct ctx mentor = demo_then(m, m->mentor, m->began + 95 * DAY);
	struct ctx mentee = demo_then(m, m->mentee, m->began + 97 * DAY);
	int64_t id;

	f->how_often = demo_says(m, "renew-often", 0);
	f->contact = demo_says(m, "renew-contact", 0);
	f->notice_hours = 2 * NOTICE_HOURS;
	f->base = base;
	if (mentee.now < m->d->c->now && agreement_propose(&mentor, m->id, f, &id) == OK)
		agreement_accept(&mentee, id);
}

static void
agree(const struct demo_pair *m)
{
	struct ctx mentee = demo_then(m, m->mentee, m->began + 16 * DAY);
	struct ctx mentor = demo_then(m, m->mentor, m->began + 18 * DAY);
	struct agreement_form f = { .role = demo_says(m, "role-mentor", 0),
		.direction = "",
		.expectations = demo_says(m, "expect-mentee", 0),
		.areas = demo_says(m, "areas-mentor", 0),
		.meetings = demo_says(m, "limits-mentee", 0),
		.contact = demo_says(m, "contact-mentor", 0),
		.how_often = demo_says(m, "often", 0),
		.rhythm = "28",
		.times = demo_says(m, "times", 0),
		.place = demo_says(m, "where", 0),
		.channel = demo_says(m, "channel", 0),
		.notice_hours = NOTICE_HOURS,
		.lateness = demo_says(m, "late", 0),
		.outsiders = demo_says(m, "outsiders", 0) };
	int64_t id;

	if (agreement_propose(&mentee, m->id, &f, &id) == OK &&
		agreement_accept(&mentor, id) == OK && m->rich)
		agree_anew(m, &f, id);
}

static void
hope(const struct demo_pair *m)
{
	static const char *const aims[] = { "leadership", "skills", "performance" };
	struct ctx mentee = demo_then(m, m->mentee, m->began + 20 * DAY);
	struct ctx mentor = demo_then(m, m->mentor, m->began + 21 * DAY);
	struct direction_form theirs = { .hope = demo_says(m, "hope-mentee", 0),
		.aim = aims[m->n % 3],
		.career = "",
		.path = m->n % 4 ? "advance" : "change",
		.skills = "",
		.experiences = "",
		.industries = "",
		.roles = "",
		.learn = demo_says(m, "learn", 0),
		.grow = demo_says(m, "grow", 0) };
	struct direction_form mine = theirs;

	mine.hope = demo_says(m, "hope-mentor", 0);
	mine.path = mine.learn = mine.grow = "";
	direction_save(&mentee, m->id, &theirs);
	direction_save(&mentor, m->id, &mine);
}

/* Themes ahead, two steps each way of which one is done, a milestone, and both say yes to it. */
static void
plan(const struct demo_pair *m)
{
	struct ctx mentee = demo_then(m, m->mentee, m->began + 32 * DAY);
	struct ctx mentor = demo_then(m, m->mentor, m->began + 33 * DAY);
	struct ctx late = demo_ago(m, m->mentee, 9);
	const char *soon = day_text(late.mem, m->d->c->now / DAY + 12 + (int64_t)(m->n % 9));
	const char *later = day_text(late.mem, m->d->c->now / DAY + 40 + (int64_t)(m->n % 20));
	struct plan_acceptance_form yes = { .reason = "" };
	int64_t first, id;

	theme_add_usual(&mentee, m->id);
	step_add(&mentee, m->id,
		&(struct step_form){ .body = demo_line(m->theme, "steps_mentee", m->n + 3),
			.due_on = day_text(mentee.mem, mentee.now / DAY + 21) },
		&first);
	step_add(&mentee, m->id,
		&(struct step_form){
			.body = demo_line(m->theme, "steps_mentee", m->n + 4), .due_on = soon },
		&id);
	step_add(&mentor, m->id,
		&(struct step_form){ .body = demo_says(m, "step-mentor", 0), .due_on = soon }, &id);
	resource_add(&mentee, id,
		&(struct resource_form){
			.kind = "person", .title = demo_says(m, "resource-person", 0), .link = "" },
		&id);
	resource_add(&mentee, first,
		&(struct resource_form){ .kind = "reading",
			.title = demo_says(m, "resource-reading", 0),
			.link = "" },
		&id);
	milestone_add(&mentor, m->id,
		&(struct milestone_form){ .title = demo_says(m, "milestone", 0), .due_on = later },
		&id);
	plan_accept(&mentee, m->id, &yes);
	plan_accept(&mentor, m->id, &yes);
	step_close(&late, first, true);
}

/* They have said twice how it is, it has become a little easier, and two of the pairs see it differently. */
static void
pulses(const struct demo_pair *m)
{
	static const char *const marks[] = { "2", "3", "4", "5" };

	for (size_t k = 0; k < 2; k++)
		for (size_t who = 0; who < 2; who++) {
			struct ctx c = demo_then(m, who ? m->mentor : m->mentee,
				m->began + (int64_t)(40 + 70 * k + who) * DAY);

			pulse_answer(&c, m->id,
				&(struct pulse_form){ .openness = marks[1 + (m->n + who) % 2 + k],
					.respect = marks[2 + (m->n + who) % 2],
					.adapts = marks[1 + (m->n / 2 + k) % 3],
					.comfort = marks[who && m->n % 30 == 16
								 ? 0
								 : k + 1 + (m->n + who) % 2] });
		}
}

void
demo_together(const struct demo_pair *m)
{
	/* One in seven has not settled its limits, though it has met: that is a sign, and a believable one. */
	if (m->n % 7 != 3) {
		tell(m, m->mentee, 6, "boundaries", boundaries, 5);
		tell(m, m->mentor, 8, "boundaries", boundaries, 5);
		agree(m);
	}
	hope(m);
	if (m->n % 5 != 4)
		plan(m);
	if (m->n % 3 != 2)
		tell(m, m->mentor, 24, "stories", stories, 2);
	if (m->n % 5 < 3) {
		tell(m, m->mentee, 22, "rapport", rapport, 6);
		tell(m, m->mentor, 23, "rapport", rapport, 6);
	}
	if (m->rich)
		tell(m, m->mentee, 45, "mind", mind, 3);
	if (m->n % 4 == 2 || m->rich) {
		tell(m, m->mentee, 90, "perspectives", differently, 2);
		tell(m, m->mentor, 91, "perspectives", differently, 2);
	}
	if (str_eq(practice_field(m->it, "state", "en"), "ended") && !*m->suffix) {
		tell(m, m->mentee, 130, "looking-back", looked_back, 4);
		tell(m, m->mentor, 131, "looking-back", looked_back, 4);
	}
	if (m->n % 4 < 2) {
		tell(m, m->mentee, 50, "strengths", strengths, 3);
		tell(m, m->mentor, 52, "strengths", strengths, 3);
	}
	pulses(m);
}
