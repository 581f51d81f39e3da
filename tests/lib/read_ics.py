# SPDX-License-Identifier: Apache-2.0
"""Calendar files as two parsers that know nothing of Waymark (nor of libical) read them: a JSON list of
{icalendar: {...}, vobject: {...}}, a file each. They have to agree on every value, or this ends badly."""
import json
import sys
from datetime import timezone

import icalendar
import vobject


def utc(moment):
    return int(moment.astimezone(timezone.utc).timestamp())


def by_icalendar(data):
    calendar = icalendar.Calendar.from_ical(data)
    event, = calendar.walk("VEVENT")
    return {
        "method": str(calendar["METHOD"]), "uid": str(event["UID"]), "sequence": int(event["SEQUENCE"]),
        "start": utc(event["DTSTART"].dt), "end": utc(event["DTEND"].dt),
        "local": event["DTSTART"].dt.strftime("%Y-%m-%dT%H:%M"), "tzid": event["DTSTART"].params.get("TZID", "UTC"),
        "status": str(event["STATUS"]), "summary": str(event["SUMMARY"]), "place": str(event.get("LOCATION", "")),
        "people": sorted(str(a) for a in event["ATTENDEE"]),
    }


def by_vobject(data):
    calendar = vobject.readOne(data)
    event = calendar.vevent
    return {
        "method": calendar.method.value, "uid": event.uid.value, "sequence": int(event.sequence.value),
        "start": utc(event.dtstart.value), "end": utc(event.dtend.value),
        "local": event.dtstart.value.strftime("%Y-%m-%dT%H:%M"),
        "tzid": event.dtstart.params.get("X-VOBJ-ORIGINAL-TZID", event.dtstart.params.get("TZID", ["UTC"]))[0],
        "status": event.status.value, "summary": event.summary.value,
        "place": event.location.value if hasattr(event, "location") else "",
        "people": sorted(a.value for a in event.attendee_list),
    }


read = []
for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        data = file.read()
    one, other = by_icalendar(data), by_vobject(data)
    if one != other:
        sys.exit(f"{path}: the parsers do not agree:\n{one}\n{other}\n{data}")
    read.append(one)
print(json.dumps(read))
