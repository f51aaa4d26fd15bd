"""Runs the AWS CLI for each line on standard input, a JSON list of arguments, and writes each result as a line of JSON.

Starting the program takes most of a second, nearly all of it for loading its modules. They are loaded once here. Each run is
still a process of its own, forked from this one, so that no run sees what another left behind.
"""

import json
import os
import sys
import tempfile

import awscli
from awscli.clidriver import create_clidriver, main


def run(arguments):
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            sys.argv = ["aws", *arguments]
            code = 1
            try:
                code = main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 1
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        output.seek(0)
        errors.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "output": output.read().decode(),
            "errors": errors.read().decode(),
        }


create_clidriver()
print(json.dumps({"version": awscli.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
