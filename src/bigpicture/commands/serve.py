"""The web app: serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bigpicture.commands import db, opened

if TYPE_CHECKING:
    from bigpicture.record import Record

_MANY = 5_000  # films, which take some ten seconds


@click.command()
@click.option("--host", default="127.0.0.1", help="The address to listen at; this machine alone by default.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8765, help="8765 by default; 0 for any that is free.")
@click.option(
    "--base", default="", metavar="URL", help="Under which address others reach it: https://films.example.org."
)
@click.option("--private", is_flag=True, help="Show nothing to those who have not signed in or show no API token.")
@click.option(
    "--thumbnails/--no-thumbnails", default=None, help="Show the small copies of first looks that updates made."
)
@click.option("--allow-private", is_flag=True, help="Let alerts go to addresses inside this network.")
@db
def serve(
    host: str, port: int, base: str, private: bool, thumbnails: bool | None, allow_private: bool, db: str | None
) -> None:
    """Show the record in a browser, and to other programs at /v1.

    Anybody who reaches it may read. Changing anything takes a password: `bigpicture password`, or a token.
    """
    from bigpicture.settings import load
    from bigpicture.web.config import Config
    from bigpicture.web.server import run

    with opened(db) as record:
        settings = load(db, thumbnails=thumbnails)
        config = Config(
            base=base, public=not private, folder=settings.folder, secret=settings.secret, thumbnails=settings.thumbnails,
            allow_private=allow_private,
        )  # fmt: skip
        _settle(record)
        run(record, host, port, config)


def _settle(record: Record) -> None:
    """What a store of an older version lacks is made first: pages would have to work it out each time."""
    from bigpicture.record import ledger
    from bigpicture.times import now

    with record.read() as connection:
        waiting = len(ledger.unsettled(connection))
    if waiting > _MANY:
        click.echo(f"working out once what changed about {waiting:,} films; this takes some minutes", err=True)
    ledger.catch_up(record, now())


COMMANDS = (serve,)
