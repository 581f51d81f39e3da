/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/words.h"

#include "base/buf.h"
#include "base/str.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static const char *const beginnings[] = { "Al", "Ber", "Bran", "Cor", "Dal", "De", "Es", "Fa",
	"Fer", "Gal", "Gre", "Ha", "Hol", "Is", "Jan", "Ka", "Kow", "La", "Lin", "Ma", "Mon", "Na",
	"Nor", "O’", "Ol", "Pa", "Per", "Qu", "Ra", "Ro", "Sa", "Schul", "Sö", "Ta", "Tor", "Va",
	"Ves", "Wa", "Ye", "Zam" };
static const char *const middles[] = { "ba", "ber", "chi", "da", "den", "fi", "ga", "ha", "i", "ka",
	"ku", "la", "li", "ma", "mi", "na", "nó", "o", "ra", "ri", "sha", "si", "ta", "ve", "za" };
static const char *const ends[] = { "berg", "bury", "cock", "di", "do", "er", "ez", "feld", "ford",
	"ić", "ini", "ko", "ley", "lund", "man", "moto", "nen", "ova", "quist", "ray", "rson",
	"ski", "son", "ström", "ton", "vić", "well", "wu", "yan", "zzi" };
static const char *const first_ends[] = { "a", "an", "e", "ed", "el", "en", "ette", "ia", "ien",
	"ik", "in", "ine", "is", "ita", "lyn", "na", "nne", "o", "on", "us" };

static const char *const subjects[] = { "public speaking", "leading a team", "negotiation",
	"career change", "project planning", "data analysis", "writing clearly", "budgeting",
	"difficult conversations", "time management", "hiring", "delegation", "system design",
	"customer interviews", "policy making", "procurement", "teaching adults", "coaching skills",
	"working abroad", "returning from leave", "research methods", "quality management",
	"accessibility", "community work" };
static const char *const flavours[] = { "for beginners", "at senior level", "across cultures",
	"under pressure" };
static const char *const departments[] = { "Finance", "People and culture", "Field services",
	"Engineering", "Legal", "Procurement", "Communications", "Research", "Logistics",
	"Education", "Health", "Digital" };
static const char *const places[] = { "North", "South", "East", "West", "Harbour", "Head office",
	"Lakeside", "Uplands", "Central", "Coast", "Islands", "Airport", "Old town", "Riverbank",
	"Hill", "Border", "Delta", "Plains", "Valley", "Forest" };
static const char *const levels[] = { "Assistant", "Associate", "Officer", "Senior officer",
	"Specialist", "Senior specialist", "Manager", "Senior manager", "Director", "Executive" };
static const char *const titles[] = { "Analyst", "Engineer", "Adviser", "Coordinator", "Planner",
	"Editor", "Nurse", "Teacher", "Surveyor", "Controller", "Designer", "Buyer", "Trainer",
	"Inspector", "Architect", "Economist" };
static const char *const trades[] = { "water supply", "public health", "road safety", "payments",
	"school meals", "housing", "energy", "archives", "open data", "social care", "mobility",
	"food security", "customer service", "taxation", "disaster relief", "tourism" };
static const char *const sentences[] = {
	"I have been here for six years and in three very different teams.",
	"Before this I taught, and I still like explaining things until they are simple.",
	"I would like to learn how to say no without closing the door.",
	"Most of my work is listening to people who disagree and finding the next step together.",
	"My strength is patience; my weakness is starting too many things at once.",
	"When I am stuck I draw, and it helps others to see what I mean as well.",
	"I can introduce you to nearly everybody who has worked on this in the last ten years.",
	"We agreed to look at the numbers first and to talk about feelings second, and it worked.",
	"The question that changed most for me was: what would you do if nobody watched?",
	"An hour a month is what I can promise, and I keep it.",
	"I prefer a clear answer that hurts a little to a kind one that leaves me guessing.",
	"What I want by the end of the year is to lead one project from its first day to its last.",
};
static const char *const lines[] = { "Talk to two people who do this job already",
	"Write one page about what I want and send it before we meet",
	"Ask for feedback after the next presentation", "Read the chapter on delegation",
	"Block two hours on Thursday for the plan",
	"Bring one example of a meeting that went badly", "Find out who decides about the budget",
	"Send the draft to the team on Monday", "Watch how others open a meeting",
	"Say no to one thing this week", "Introduce each other to one colleague",
	"What went well since the last time?", "The interview on the 14th: how do I prepare?",
	"Look at the goal together and make it smaller" };

/* splitmix64 (Steele, Lea, Flood). */
uint64_t
chance_next(struct chance *r)
{
	uint64_t z = (r->state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

int
chance_below(struct chance *r, int n)
{
	return (int)(chance_next(r) % (uint64_t)n);
}

int
chance_skewed(struct chance *r, int n)
{
	double x = (double)(chance_next(r) >> 11) / 9007199254740992.0;

	return (int)(x * x * x * n);
}

bool
chance_percent(struct chance *r, int percent)
{
	return chance_below(r, 100) < percent;
}

/* The n-th name of a kind: its syllables are drawn with n as the seed. */
static const char *
syllables(struct arena *mem, uint64_t n, const char *const *last, int n_last)
{
	struct chance r = { n * 7919 };
	struct buf b = BUF_IN(mem);

	buf_str(&b, beginnings[chance_below(&r, COUNT(beginnings))]);
	for (int i = chance_below(&r, 3); i > 0; i--)
		buf_str(&b, middles[chance_below(&r, COUNT(middles))]);
	buf_str(&b, last[chance_below(&r, n_last)]);
	return buf_text(&b);
}

const char *
surname(struct arena *mem, int n)
{
	return syllables(mem, (uint64_t)n + 1, ends, COUNT(ends));
}

const char *
first_name(struct arena *mem, int n)
{
	return syllables(mem, (uint64_t)n + 1000003, first_ends, COUNT(first_ends));
}

const char *
topic_name(struct arena *mem, int n)
{
	return arena_printf(mem, "%s %s", subjects[n % COUNT(subjects)],
		flavours[n / COUNT(subjects) % COUNT(flavours)]);
}

const char *
unit_name(struct arena *mem, int n)
{
	return arena_printf(mem, "%s %s", departments[n % COUNT(departments)],
		places[n / COUNT(departments) % COUNT(places)]);
}

const char *
level_name(int n)
{
	return levels[n % COUNT(levels)];
}

const char *
headline_text(struct arena *mem, struct chance *r)
{
	return arena_printf(mem, "%s for %s", titles[chance_below(r, COUNT(titles))],
		trades[chance_below(r, COUNT(trades))]);
}

const char *
prose(struct arena *mem, struct chance *r, int n)
{
	struct buf b = BUF_IN(mem);

	for (int i = 0; i < n; i++) {
		if (i)
			buf_chr(&b, ' ');
		buf_str(&b, sentences[chance_below(r, COUNT(sentences))]);
	}
	return buf_text(&b);
}

const char *
short_line(struct chance *r)
{
	return lines[chance_below(r, COUNT(lines))];
}
