"""Prints when the days of time zones begin according to Python. It checks every five minutes and computes nothing."""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

second = timedelta(seconds=1)
coarse = timedelta(minutes=5)


def local(at, zone):
    return at.astimezone(zone)


def first_instant(day, zone):
    """Returns the first second of a day, or of the next day when the zone skipped it."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    at = midnight - timedelta(hours=15)
    while local(at, zone).date() < day:
        at += coarse
    at -= coarse
    while local(at, zone).date() < day:
        at += second
    return at


def changes(zone, first, last):
    """Yields the seconds in which the clock of a zone changes."""
    at = first
    while at < last:
        later = at + timedelta(hours=6)
        if local(later, zone).utcoffset() != local(at, zone).utcoffset():
            lo, hi = at, later
            while hi - lo > second:
                middle = lo + timedelta(seconds=int((hi - lo).total_seconds()) // 2)
                if local(middle, zone).utcoffset() == local(at, zone).utcoffset():
                    lo = middle
                else:
                    hi = middle
            yield hi
        at = later


def milliseconds(at):
    return int((at - datetime(1970, 1, 1, tzinfo=timezone.utc)) / timedelta(milliseconds=1))


def days_of(name, first_year, last_year):
    zone = ZoneInfo(name)
    start = datetime(first_year, 1, 1, tzinfo=timezone.utc)
    end = datetime(last_year, 12, 31, tzinfo=timezone.utc)
    changed = list(changes(zone, start, end))
    days = {local(at, zone).date() + timedelta(days=n) for at in changed for n in (-1, 0, 1)}
    days |= {date(year, month, 28) for year in (first_year, last_year) for month in (1, 2, 6, 12)}
    days |= {date(last_year, 2, 28), date(last_year, 12, 31)}
    begins = {}
    for day in days | {day + timedelta(days=1) for day in days}:
        begins[day] = first_instant(day, zone)
    instants = set()
    for at in [*changed, *begins.values()]:
        for n in (-3600_000, -60_000, -1, 0, 1, 60_000, 3600_000):
            instants.add(at + timedelta(milliseconds=n))
    return {
        "zone": name,
        "changes": len(changed),
        "days": [
            [day.isoformat(), milliseconds(begins[day]), milliseconds(begins[day + timedelta(days=1)]) - 1]
            for day in sorted(days)
        ],
        "instants": [[milliseconds(at), local(at, zone).date().isoformat()] for at in sorted(instants)],
    }


zones, first_year, last_year = json.load(sys.stdin)
print(json.dumps([days_of(name, first_year, last_year) for name in zones]))
