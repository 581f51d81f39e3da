/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/calendar/calendar.h"

#include <libical/ical.h>
#include <string.h>

#include "base/day.h"
#include "base/fatal.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"

/* Changes of the clock that are told: those of the year before and after, so that whoever moves the
 * meeting in his calendar still has the right hour. */
#define ZONE_SPAN (366 * (int64_t)DAY)
#define CHANGES_MAX 16

/* Texts keep their line breaks; other control bytes are not allowed in a calendar file. */
static const char *
clean(struct arena *mem, const char *s)
{
	char *copy = arena_strdup(mem, s), *to = copy;

	for (const char *from = copy; *from; from++)
		if ((unsigned char)*from >= ' ' || *from == '\n')
			*to++ = *from;
	*to = '\0';
	return copy;
}

/* A parameter or address: one line, no quotes, which it could not hold (RFC 5545, 3.2). */
static const char *
clean_line(struct arena *mem, const char *s)
{
	char *copy = arena_strdup(mem, clean(mem, s));

	for (char *p = copy; *p; p++)
		if (*p == '\n')
			*p = ' ';
		else if (*p == '"')
			*p = '\'';
	return copy;
}

static struct icaltimetype
time_of(int64_t seconds, bool utc)
{
	int64_t number = seconds / DAY - (seconds % DAY < 0);
	int rest = (int)(seconds - number * DAY);
	struct icaltimetype t = icaltime_null_time();

	day_parts(number, &t.year, &t.month, &t.day);
	t.hour = rest / 3600;
	t.minute = rest / 60 % 60;
	t.second = rest % 60;
	t.zone = utc ? icaltimezone_get_utc_timezone() : NULL;
	return t;
}

/* ---- the zone ---- */

static void
add_observance(icalcomponent *zone, const struct tz_change *change)
{
	icalcomponent *x =
		icalcomponent_new(change->after > change->before ? ICAL_XDAYLIGHT_COMPONENT
								 : ICAL_XSTANDARD_COMPONENT);

	icalcomponent_add_property(
		x, icalproperty_new_dtstart(time_of(change->at + change->before, false)));
	icalcomponent_add_property(x, icalproperty_new_tzoffsetfrom(change->before));
	icalcomponent_add_property(x, icalproperty_new_tzoffsetto(change->after));
	icalcomponent_add_property(x, icalproperty_new_tzname(change->abbreviation));
	icalcomponent_add_component(zone, x);
}

/* The clock of the zone from a year before the meeting to a year after it. */
static icalcomponent *
zone_component(const char *tz, int64_t at)
{
	struct tz_change changes[CHANGES_MAX];
	int64_t from = at - ZONE_SPAN;
	int n = tz_changes(tz, from, at + ZONE_SPAN, changes, CHANGES_MAX);
	int before = tz_offset(tz, from);
	struct tz_change first = { from, before, before, tz_abbreviation(tz, from) };
	icalcomponent *zone = icalcomponent_new(ICAL_VTIMEZONE_COMPONENT);

	icalcomponent_add_property(zone, icalproperty_new_tzid(tz));
	add_observance(zone, &first);
	for (int i = 0; i < n; i++)
		add_observance(zone, &changes[i]);
	return zone;
}

static icalproperty *
in_zone(icalproperty *p, const char *tz)
{
	if (tz)
		icalproperty_add_parameter(p, icalparameter_new_tzid(tz));
	return p;
}

/* So long before a moment, at most, the clock was put back if it shows that hour for the second time. */
#define TWICE_SPAN (3 * 3600)

/* True if the clock shows the time of that moment for the second time, after it was put back: such a time, written
 * in the zone, would be the first one (RFC 5545, 3.3.5). */
static bool
shown_again(const char *tz, int64_t at)
{
	int before = tz_offset(tz, at - TWICE_SPAN), back = before - tz_offset(tz, at);

	return back > 0 && tz_offset(tz, at - back) == before;
}

/* ---- the event ---- */

static icalproperty *
with_name(struct arena *mem, icalproperty *p, const char *name)
{
	if (!str_empty(name))
		icalproperty_add_parameter(p, icalparameter_new_cn(clean_line(mem, name)));
	return p;
}

static void
add_people(struct arena *mem, icalcomponent *event, const struct calendar_event *e)
{
	bool answers = e->method && str_eq(e->method, "REQUEST");

	if (!str_empty(e->organizer.address))
		icalcomponent_add_property(
			event, with_name(mem,
				       icalproperty_new_organizer(arena_printf(mem, "mailto:%s",
					       clean_line(mem, e->organizer.address))),
				       e->organizer.name));
	for (int i = 0; i < e->n_attendees; i++) {
		icalproperty *p = icalproperty_new_attendee(
			arena_printf(mem, "mailto:%s", clean_line(mem, e->attendees[i].address)));

		with_name(mem, p, e->attendees[i].name);
		icalproperty_add_parameter(p, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
		if (answers) {
			icalproperty_add_parameter(
				p, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
			icalproperty_add_parameter(p, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
		}
		icalcomponent_add_property(event, p);
	}
}

static void
add_text(struct arena *mem, icalcomponent *event, icalproperty *(*make)(const char *),
	const char *text)
{
	if (!str_empty(text))
		icalcomponent_add_property(event, make(clean(mem, text)));
}

static icalcomponent *
event_component(struct arena *mem, const struct calendar_event *e, const char *tz)
{
	icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
	int from = tz ? tz_offset(tz, e->start) : 0, to = tz ? tz_offset(tz, e->end) : 0;

	add_text(mem, event, icalproperty_new_uid, e->uid);
	icalcomponent_add_property(event, icalproperty_new_dtstamp(time_of(e->stamp, true)));
	icalcomponent_add_property(event, icalproperty_new_sequence(e->sequence));
	icalcomponent_add_property(
		event, in_zone(icalproperty_new_dtstart(time_of(e->start + from, !tz)), tz));
	icalcomponent_add_property(
		event, in_zone(icalproperty_new_dtend(time_of(e->end + to, !tz)), tz));
	add_text(mem, event, icalproperty_new_summary, e->summary);
	add_text(mem, event, icalproperty_new_description, e->description);
	add_text(mem, event, icalproperty_new_location, e->location);
	add_text(mem, event, icalproperty_new_url, e->url);
	add_people(mem, event, e);
	icalcomponent_add_property(
		event, icalproperty_new_status(
			       e->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
	return event;
}

static enum icalproperty_method
method_of(const struct calendar_event *e)
{
	if (e->method && str_eq(e->method, "REQUEST"))
		return ICAL_METHOD_REQUEST;
	if (e->method && str_eq(e->method, "CANCEL"))
		return ICAL_METHOD_CANCEL;
	return ICAL_METHOD_PUBLISH;
}

const char *
calendar_text(struct arena *mem, const struct calendar_event *e)
{
	icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	const char *tz =
		!str_empty(e->tz) && tz_valid(e->tz) && !str_eq(e->tz, "UTC") ? e->tz : NULL;
	const char *copy;
	char *text;

	if (tz && (shown_again(tz, e->start) || shown_again(tz, e->end)))
		tz = NULL;
	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_prodid("-//Waymark//Waymark//EN"));
	icalcomponent_add_property(calendar, icalproperty_new_calscale("GREGORIAN"));
	icalcomponent_add_property(calendar, icalproperty_new_method(method_of(e)));
	if (tz)
		icalcomponent_add_component(calendar, zone_component(tz, e->start));
	icalcomponent_add_component(calendar, event_component(mem, e, tz));
	text = icalcomponent_as_ical_string_r(calendar);
	if (!text)
		fatal("out of memory");
	copy = arena_strdup(mem, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(calendar);
	return copy;
}
