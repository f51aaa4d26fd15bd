"""Reads all opportunities of two services with boto3 and prints as JSON what changed from the first to the second.

It reckons in decimals, and shares nothing with the extension. The arguments are the addresses of the two services. Amounts
are printed in hundredths.
"""

import json
import re
import statistics
import sys
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal, getcontext

import boto3

getcontext().prec = 80

# As AWS's model has it.
AMOUNT = re.compile(r"(0|([1-9][0-9]{0,30}))(\.[0-9]{0,2})?")
OPEN = ("Prospect", "Qualified", "Technical Validation", "Business Validation", "Committed")


def read(url):
    client = boto3.client("partnercentral-selling", region_name="us-east-1", endpoint_url=url)
    pages = client.get_paginator("list_opportunities").paginate(Catalog="AWS")
    return {key_of(each): each for page in pages for each in page["OpportunitySummaries"]}


def key_of(item):
    # One without an id is the same only if all of it is.
    return item.get("Id") or json.dumps(item, sort_keys=True, default=str)


def ids(keys, items):
    return sorted(items[key].get("Id", "") for key in keys)


def life(item, name):
    return (item.get("LifeCycle") or {}).get(name) or ""


def spend_of(item):
    """Returns the monthly amounts by currency, and why each other entry is in none of them."""
    sums, left_out = defaultdict(Decimal), Counter()
    for entry in (item.get("Project") or {}).get("ExpectedCustomerSpend") or []:
        if not entry.get("CurrencyCode"):
            left_out["noCurrency"] += 1
        elif entry.get("Frequency") != "Monthly":
            left_out["notMonthly"] += 1
        elif not AMOUNT.fullmatch(entry.get("Amount") or ""):
            left_out["noAmount"] += 1
        else:
            sums[entry["CurrencyCode"]] += Decimal(entry["Amount"])
    return sums, left_out


def total(items):
    sums = defaultdict(Decimal)
    for item in items:
        for currency, amount in spend_of(item)[0].items():
            sums[currency] += amount
    return sums


def hundredths(amount):
    return str(int(amount * 100))


def spend(before, after):
    old, new = total(before), total(after)
    return {
        currency: [hundredths(old[currency]), hundredths(new[currency]), hundredths(new[currency] - old[currency])]
        for currency in sorted({*old, *new})
    }


def left_out(items):
    found = Counter()
    for item in items:
        found.update(spend_of(item)[1])
    return {reason: found[reason] for reason in ("notMonthly", "noAmount", "noCurrency")}


def shifts(days):
    return {
        "ids": days,
        "days": sum(days.values()),
        "median": statistics.median(days.values()) if days else None,
        "most": max(days.values(), default=None),
    }


def review(before, after):
    both = before.keys() & after.keys()
    pairs = {key: (before[key], after[key]) for key in sorted(both)}

    def moved(name):
        return {key: pair for key, pair in pairs.items() if life(pair[0], name) != life(pair[1], name)}

    stages = {}
    for stage in sorted({life(each, "Stage") for each in [*before.values(), *after.values()]}):
        changes = moved("Stage").values()
        stages[stage] = [
            sum(life(each, "Stage") == stage for each in before.values()),
            sum(life(each, "Stage") == stage for each in after.values()),
            sum(life(new, "Stage") == stage for _, new in changes),
            sum(life(old, "Stage") == stage for old, _ in changes),
        ]
    lost, statuses = defaultdict(list), defaultdict(list)
    for key, (_, new) in moved("Stage").items():
        if life(new, "Stage") == "Closed Lost":
            lost[life(new, "ClosedLostReason")].append(key)
    for key, (_, new) in moved("ReviewStatus").items():
        statuses[life(new, "ReviewStatus")].append(key)
    days = {}
    for key, (old, new) in moved("TargetCloseDate").items():
        dates = [life(each, "TargetCloseDate") for each in (old, new)]
        if all(dates):
            days[key] = (date.fromisoformat(dates[1]) - date.fromisoformat(dates[0])).days

    def open_only(items):
        return [each for each in items if life(each, "Stage") in OPEN]

    closing = moved("TargetCloseDate").items()
    return {
        "both": len(both),
        "new": ids(after.keys() - both, after),
        "gone": ids(before.keys() - both, before),
        "stages": stages,
        "won": [key for key, (_, new) in moved("Stage").items() if life(new, "Stage") == "Launched"],
        "lost": lost,
        "statuses": statuses,
        "later": shifts({key: n for key, n in days.items() if n > 0}),
        "earlier": shifts({key: -n for key, n in days.items() if n < 0}),
        "dateAdded": [key for key, (old, _) in closing if not life(old, "TargetCloseDate")],
        "dateRemoved": [key for key, (_, new) in closing if not life(new, "TargetCloseDate")],
        "spend": {
            "all": spend(before.values(), after.values()),
            "open": spend(open_only(before.values()), open_only(after.values())),
        },
        "leftOut": [left_out(before.values()), left_out(after.values())],
    }


print(json.dumps(review(read(sys.argv[1]), read(sys.argv[2]))))
