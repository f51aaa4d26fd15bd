"""Gets full records with boto3: reads [[operation, input], …] from standard input and writes the results, both as JSON.

The answer is {"knows": {operation: [path, …]}, "answers": [{"record": {…}} or {"error": {…}}, …]}. A path is that of a
member in boto3's own model, without lists, such as "Customer.Contacts.Email".
"""

import datetime
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


def paths(shape, prefix=""):
    if shape.type_name == "list":
        yield from paths(shape.member, prefix)
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            path = f"{prefix}.{name}" if prefix else name
            yield path
            yield from paths(member, path)


def answer(client, operation, request):
    method = {"GetOpportunity": "get_opportunity", "GetAwsOpportunitySummary": "get_aws_opportunity_summary"}[operation]
    try:
        record = getattr(client, method)(**request)
        del record["ResponseMetadata"]
        return {"record": record}
    except ClientError as error:
        return {
            "error": {
                "code": error.response["Error"]["Code"],
                "fields": [[each.get("FieldName"), each["Code"]] for each in error.response.get("ErrorList", [])],
            }
        }


def main():
    client = boto3.client(
        "partnercentral-selling",
        region_name="us-east-1",
        endpoint_url=sys.argv[1],
        config=Config(retries={"total_max_attempts": 1}),
    )
    cases = json.load(sys.stdin)
    model = client.meta.service_model
    knows = {name: list(paths(model.operation_model(name).output_shape)) for name in {name for name, _ in cases}}
    print(json.dumps({"knows": knows, "answers": [answer(client, *case) for case in cases]}, default=plain))


main()
