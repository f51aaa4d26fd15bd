"""Prints what botocore reads in pairs of AWS files, and where it finds the credentials of each profile.

Nothing is run and nothing is sent: what would be fetched or started is replaced by made-up keys.
"""

import base64
import json
import ntpath
import os
import posixpath
import sys
import tempfile
import unittest.mock

import botocore.credentials
import botocore.session
from botocore.exceptions import BotoCoreError, ConfigParseError

made_up = {
    "access_key": "made-up",
    "secret_key": "x",
    "token": "x",
    "account_id": None,
    "expiry_time": "2099-01-01T00:00:00Z",
}
sources = []


class Fetcher(botocore.credentials.AssumeRoleCredentialFetcher):
    """Notes with whose credentials a role would be assumed. The first of a chain is made first."""

    def __init__(self, *args, source_credentials, **kwargs):
        sources.append(source_credentials)
        super().__init__(*args, source_credentials=source_credentials, **kwargs)


botocore.credentials.AssumeRoleCredentialFetcher = Fetcher
botocore.credentials.EC = object()
botocore.credentials.ProcessProvider._retrieve_credentials_using = lambda self, command: dict(made_up)
botocore.credentials.LoginCredentialFetcher.load_cached_credentials = lambda self: dict(made_up)
botocore.credentials.CanonicalNameCredentialSourcer.source_credentials = lambda self, name: (
    botocore.credentials.Credentials("made-up", "x", method=name)
)


def session_of(files, profile=None):
    # Its handlers are for requests, and none is sent.
    session = botocore.session.Session(profile=profile, include_builtin_handlers=False)
    session.set_config_variable("config_file", files["config"])
    session.set_config_variable("credentials_file", files["credentials"])
    return session


def line_of(error):
    """Returns the line that Python's parser blames, if it says one."""
    cause = error.kwargs.get("error")
    if getattr(cause, "errors", None):
        return cause.errors[0][0]
    return getattr(cause, "lineno", None)


def credentials_of(files, profile):
    sources.clear()
    try:
        found = session_of(files, profile).get_credentials()
    except BotoCoreError as error:
        return {"refused": type(error).__name__}
    if found is None:
        return {"refused": "none"}
    base = sources[0] if sources else found
    static = type(base) is botocore.credentials.Credentials
    return {"method": found.method, "base": base.method, "key": base.access_key if static else None}


def read(files):
    session = session_of(files)
    try:
        config = session.full_config
    except ConfigParseError as error:
        return {"refused": "config" if error.kwargs["path"] == files["config"] else "credentials", "line": line_of(error)}
    return {
        "profiles": config["profiles"],
        "ssoSessions": config.get("sso_sessions", {}),
        "services": config.get("services", {}),
        "credentials": {profile: credentials_of(files, profile) for profile in config["profiles"]},
    }


def read_case(case):
    with tempfile.TemporaryDirectory() as folder:
        files = {name: os.path.join(folder, name) for name in ("config", "credentials")}
        for name, path in files.items():
            if case[name] is not None:
                with open(path, "wb") as file:
                    file.write(base64.b64decode(case[name]))
        return read(files)


def expand(case):
    path = ntpath if case["windows"] else posixpath
    with unittest.mock.patch.dict(os.environ, case["env"], clear=True):
        return path.expanduser(path.expandvars(case["path"]))


def profile_of(environment):
    with unittest.mock.patch.dict(os.environ, environment, clear=True):
        return botocore.session.Session().get_config_variable("profile")


asked = json.load(sys.stdin)
answer = {
    "files": [read_case(case) for case in asked["files"]],
    "paths": [expand(case) for case in asked["paths"]],
    "profiles": [profile_of(environment) for environment in asked["environments"]],
}
print(json.dumps(answer))
