"""The command line: parse, call, print. Data goes to stdout; progress and errors to stderr.

Exit codes: 0 all well, 1 nothing could be done, 2 wrong usage, 3 a draft is contradicted, 4 some of it failed.
"""

from __future__ import annotations

import os
import sys

import click

from bigpicture import __version__
from bigpicture.commands import (
    access,
    care,
    catalogue,
    check,
    decide,
    export,
    follow,
    library,
    pictures,
    questions,
    reading,
    record,
    season,
    serve,
    watch,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bigpicture")
def main() -> None:
    """Follow film journalism: every claim about every film, with the words that say it."""


for _family in (
    reading,
    follow,
    library,
    record,
    questions,
    season,
    check,
    export,
    decide,
    catalogue,
    care,
    pictures,
    serve,
    access,
    watch,
):
    for _command in _family.COMMANDS:
        main.add_command(_command)


def run() -> None:
    """The entry point: a reader that goes away (`| head`) is no error."""
    try:
        main()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
