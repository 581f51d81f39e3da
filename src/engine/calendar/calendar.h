/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A meeting as a calendar file (RFC 5545, and RFC 5546 for how a later file changes or cancels what an
 * earlier one put into somebody's calendar: same uid, higher sequence).
 */
#ifndef ENGINE_CALENDAR_H
#define ENGINE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct calendar_person {
	const char *name;
	const char *address; /* mail address */
};

struct calendar_event {
	const char
		*uid; /* the same for the life of the meeting: "meeting-7@mentoring.example.org" */
	int sequence; /* 0, and one more with each change */
	int64_t start, end;				    /* UTC seconds */
	int64_t stamp;					    /* when this file was made */
	const char *summary, *description, *location, *url; /* NULL or "": left out */
	struct calendar_person organizer;		    /* address NULL or "": left out */
	const struct calendar_person *attendees;
	int n_attendees;
	bool cancelled;
	const char *method; /* "REQUEST" (answers wanted), "CANCEL", "PUBLISH" (a file to keep) */
	const char *tz;	    /* in whose clock it is written; an unknown zone is written in UTC */
};

/* The file: UTF-8, lines of at most 75 bytes ending in CR LF. */
const char *calendar_text(struct arena *mem, const struct calendar_event *e);

#endif
