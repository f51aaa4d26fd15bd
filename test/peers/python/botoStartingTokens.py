"""Prints as JSON how boto3 reads the starting tokens on standard input, without a service.

The answer to a token is {"sent": the parameters of the first request, "first": the number of skipped opportunities
of its page}, or {"refused": the name of the exception}. The first argument is the number of opportunities on the page.
"""

import json
import sys

import boto3
from botocore.validate import ParamValidator

client = boto3.client("partnercentral-selling", region_name="us-east-1")
shape = client.meta.service_model.operation_model("ListOpportunities").input_shape
page = [{"Id": f"O{n}"} for n in range(int(sys.argv[1]))]


def start(token):
    sent = []

    def send(**parameters):
        report = ParamValidator().validate(parameters, shape)
        if report.has_errors():
            raise ValueError(report.generate_report())
        sent.append(dict(parameters))
        return {"OpportunitySummaries": list(page), "NextToken": None}

    paginator = client.get_paginator("list_opportunities")
    paginator._method = send
    pages = paginator.paginate(Catalog="AWS", PaginationConfig={"StartingToken": token})
    left = pages.build_full_result()["OpportunitySummaries"]
    return {"sent": sent[0], "first": len(page) - len(left)}


def answer(token):
    try:
        return start(token)
    except Exception as error:
        return {"refused": type(error).__name__}


print(json.dumps([answer(token) for token in json.load(sys.stdin)]))
