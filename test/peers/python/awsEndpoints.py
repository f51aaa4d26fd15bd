"""Finds the endpoints that the AWS CLI uses: reads a list of cases from standard input, and writes a list, both as JSON.

A case is {"env": {…}, "profile": NAME or null, "services": [NAME, …]}. Its answer is a list with the endpoint of each service;
an endpoint that the AWS CLI takes from its own rules is null, and a case that it refuses has the names of its errors instead.
"""

import json
import os
import sys

from awscli.clidriver import create_clidriver

data_loader = create_clidriver().session.get_component("data_loader")


def endpoint(session, service):
    client = session.create_client(
        service, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    url = client.meta.endpoint_url
    return None if url.endswith((".amazonaws.com", ".api.aws", ".signin.aws.amazon.com")) else url


def answer(case):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(case["env"])
    found = []
    for service in case["services"]:
        session = create_clidriver().session
        session.register_component("data_loader", data_loader)
        if case["profile"]:
            session.set_config_variable("profile", case["profile"])
        try:
            found.append(endpoint(session, service))
        except Exception as error:
            found.append({"refused": type(error).__name__})
    return found


print(json.dumps([answer(case) for case in json.load(sys.stdin)]))
