"""Three readers of calendars, none of them ours, on every calendar in a folder.

  judge.py DIR     DIR/expected.json says of each file what it should come to: {"name.ics": {"starts": [...]}} for one that is
                   sound, with the start of each entry in UTC and in the order of the file; {"refused_by": ["ics", ...]} for
                   one that is broken on purpose.

Exits with 1 if a sound one is refused or read at another time, or if a broken one passes a judge that should refuse it.
"""

import json
import sys
from datetime import timezone
from pathlib import Path

try:
    import icalendar
    import ics
    import vobject
except ImportError:
    sys.exit("the readers of calendars are not installed: pip install -r tests/requirements.txt")

REQUIRED = {"VCALENDAR": ["PRODID", "VERSION"], "VEVENT": ["UID", "DTSTAMP", "DTSTART"]}


class Refused(Exception):
    """What a judge has against a calendar."""


def starts_of(moments) -> list[str]:
    return [moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") for moment in moments]


def by_icalendar(data: bytes) -> list[str]:
    """It parses nearly anything and keeps what it could not read beside it: so that is looked at."""
    calendar = icalendar.Calendar.from_ical(data)
    if calendar.get_missing_tzids():
        raise Refused("a zone is not described")
    for part in calendar.walk():
        if part.errors:
            raise Refused(str(part.errors))
        for name in REQUIRED.get(part.name, []):
            if name not in part:
                raise Refused(f"{part.name} has no {name}")
    return starts_of(event["DTSTART"].dt for event in calendar.walk("VEVENT"))


def by_ics(data: bytes) -> list[str]:
    calendar = ics.Calendar(data.decode("utf-8"))
    # It keeps entries as a set: in the order of the file again.
    order = [line[4:].strip() for line in data.decode("utf-8").replace("\r\n ", "").splitlines() if line.startswith("UID:")]
    events = sorted(calendar.events, key=lambda event: order.index(event.uid))
    return starts_of(event.begin.datetime for event in events)


def by_vobject(data: bytes) -> list[str]:
    calendar = vobject.readOne(data.decode("utf-8"))
    calendar.validate(raiseException=True)
    return starts_of(event.dtstart.value for event in getattr(calendar, "vevent_list", []))


JUDGES = {"icalendar": by_icalendar, "ics": by_ics, "vobject": by_vobject}


def told(judge, data: bytes):
    try:
        return judge(data)
    except Exception as fault:  # each reader has errors of its own, and any of them is a refusal
        return Refused(f"{type(fault).__name__}: {fault}")


def main(folder: str) -> int:
    expected = json.loads((Path(folder) / "expected.json").read_text())
    faults, sound, broken = 0, 0, 0
    for name, wanted in sorted(expected.items()):
        data = (Path(folder) / name).read_bytes()
        verdicts = {known: told(judge, data) for known, judge in JUDGES.items()}
        for known, verdict in verdicts.items():
            refused = isinstance(verdict, Refused)
            if "starts" in wanted and (refused or verdict != wanted["starts"]):
                faults += 1
                print(f"FAULT {name}: {known} says {verdict!r}, not {wanted['starts']}")
            if known in wanted.get("refused_by", []) and not refused:
                faults += 1
                print(f"FAULT {name}: {known} finds nothing wrong")
        sound += "starts" in wanted
        broken += "refused_by" in wanted
    print(f"{len(JUDGES)} judges, {sound} sound calendars, {broken} broken on purpose, {faults} faults")
    return 1 if faults or not sound or not broken else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: judge.py DIR")
    sys.exit(main(sys.argv[1]))
