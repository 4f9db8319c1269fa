"""The web app: serve."""

from __future__ import annotations

import click

from bigpicture.commands import db, opened


@click.command()
@click.option("--host", default="127.0.0.1", help="The address to listen at; this machine alone by default.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, help="8765 by default; 0 for any that is free.")
@click.option(
    "--base", default="", metavar="URL", help="Under which address others reach it: https://films.example.org."
)
@db
def serve(host: str, port: int, base: str, db: str | None) -> None:
    """Show the record in a browser, and to other programs at /v1."""
    from bigpicture.web.server import run

    with opened(db) as record:
        run(record, host, port, base)


COMMANDS = (serve,)
