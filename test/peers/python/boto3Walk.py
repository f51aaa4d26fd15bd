"""Reads the lists of the cases on standard input with boto3 and writes the results, both as JSON.

A case is {"request": {...}, "pagination": {...}, "resume": bool, "url": the address of another service}. With "resume",
the list is read in cuts, each of which starts at the token that boto3 returned for the previous one. The answer to a
case is {"cuts": [{"summaries": [...], "token": ...}]}, or {"error": {...}} with the parsed error.
"""

import datetime
import functools
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def plain(value):
    # Date-times become milliseconds, because their text format does not matter.
    if isinstance(value, datetime.datetime):
        return round(value.timestamp() * 1000)
    raise TypeError(type(value))


def walk(client, case):
    paginator = client.get_paginator("list_opportunities")
    cuts = []
    token = None
    while True:
        pagination = dict(case.get("pagination", {}), StartingToken=token)
        result = paginator.paginate(**case["request"], PaginationConfig=pagination).build_full_result()
        token = result.get("NextToken")
        cuts.append({"summaries": result["OpportunitySummaries"], "token": token})
        if not (token and case.get("resume")):
            return {"cuts": cuts}


def answer(client, case):
    try:
        return walk(client, case)
    except ClientError as error:
        return {
            "error": {
                "code": error.response["Error"]["Code"],
                "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
                "requestId": error.response["ResponseMetadata"].get("RequestId"),
                "reason": error.response.get("Reason"),
                "fields": [[each.get("FieldName"), each["Code"]] for each in error.response.get("ErrorList", [])],
            }
        }


@functools.cache
def client_of(url):
    return boto3.client(
        "partnercentral-selling",
        region_name="us-east-1",
        endpoint_url=url,
        config=Config(retries={"total_max_attempts": 1}),
    )


def main():
    cases = json.load(sys.stdin)
    answers = [answer(client_of(case.get("url", sys.argv[1])), case) for case in cases]
    # In one piece: `json.dump` writes each bracket and comma on its own.
    print(json.dumps(answers, default=plain))


main()
