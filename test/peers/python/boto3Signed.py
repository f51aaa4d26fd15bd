"""Lists opportunities with boto3 for some identities: reads [{"accessKeyId": …, "secretAccessKey": …, "sessionToken"?: …,
"region"?: …}, …] from standard input and writes [{"count": …} or {"code": …, "message": …}, …], both as JSON.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def answer(identity):
    client = boto3.client(
        "partnercentral-selling",
        region_name=identity.get("region", "us-east-1"),
        endpoint_url=sys.argv[1],
        aws_access_key_id=identity["accessKeyId"],
        aws_secret_access_key=identity["secretAccessKey"],
        aws_session_token=identity.get("sessionToken"),
        config=Config(retries={"total_max_attempts": 1}),
    )
    try:
        return {"count": len(client.list_opportunities(Catalog="AWS", MaxResults=5)["OpportunitySummaries"])}
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}


print(json.dumps([answer(identity) for identity in json.load(sys.stdin)]))
