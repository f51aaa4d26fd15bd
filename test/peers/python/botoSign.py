"""Signs requests with botocore's own signer: reads [{"headers": {…}, "body": …, "accessKeyId": …, "secretAccessKey": …,
"sessionToken"?: …}, …] from standard input and writes the headers of each request afterwards, both as JSON.
"""

import json
import sys

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials


def signed(case):
    request = AWSRequest(
        "POST", "http://" + case["headers"]["host"] + "/", headers=case["headers"], data=case["body"].encode()
    )
    keys = Credentials(case["accessKeyId"], case["secretAccessKey"], case.get("sessionToken"))
    SigV4Auth(keys, "partnercentral-selling", "us-east-1").add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


print(json.dumps([signed(case) for case in json.load(sys.stdin)]))
