"""Runs the AWS CLI for each line on standard input, a JSON list of arguments, and writes each result as a line of JSON.

Starting the program takes most of a second, nearly all of it for loading its modules and the models of its services. They are
loaded once here. Each run is still a process of its own, forked from this one, so that no run sees what another left behind.
"""

import contextlib
import gc
import io
import json
import os
import sys
import tempfile

import awscli
from awscli.clidriver import create_clidriver


def prepare():
    """Returns a program that has run nothing yet, with the files that another one has read."""
    first, program = create_clidriver(), create_clidriver()
    with contextlib.redirect_stdout(io.StringIO()):
        first.main(["partnercentral-selling", "list-opportunities", "--generate-cli-skeleton", "input"])
    first.session.create_client("partnercentral-selling")
    program.session.register_component("data_loader", first.session.get_component("data_loader"))
    return program


def run(program, arguments):
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(errors.fileno(), 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            code = 1
            try:
                code = program.main(arguments)
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


program = prepare()
# What is loaded is shared with all runs, and is copied for none.
gc.collect()
gc.freeze()
print(json.dumps({"version": awscli.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(run(program, json.loads(line))), flush=True)
