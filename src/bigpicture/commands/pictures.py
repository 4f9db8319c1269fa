"""Small copies of first looks: made after an update where they are asked for, and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bigpicture.commands import db, opened

if TYPE_CHECKING:
    from threading import Event

    from bigpicture.intake.web import Web
    from bigpicture.record import Record


def wanted(flag: bool | None) -> bool:
    """Whether copies are asked for, by a flag or a setting. Raises InputError where they are and cannot be made."""
    from bigpicture.settings import load

    if not load(thumbnails=flag).thumbnails:
        return False
    from bigpicture.update import pictures

    pictures.check()
    return True


def copied(record: Record, web: Web, stop: Event, *, as_json: bool) -> None:
    """Copy the pictures that have no copy yet, and tell how many."""
    from bigpicture.update import pictures

    outcomes = list(pictures.fetch(record, web, stop=stop))
    refused = sum(o.problem is not None for o in outcomes)
    if outcomes and not as_json:
        many = len(outcomes) - refused
        told = f"{many} picture{'' if many == 1 else 's'} copied"
        click.echo(f"{told}, {refused} could not be" if refused else told, err=True)


@click.command()
@click.option("--forget", is_flag=True, help="Delete every copy.")
@db
def thumbnails(forget: bool, db: str | None) -> None:
    """Tell how many small copies of first looks are kept, or delete them all.

    Copies are made by `bigpicture update --thumbnails` and shown by `bigpicture serve --thumbnails`.
    """
    from bigpicture.record import thumbnails as kept

    with opened(db) as record:
        if forget:
            with record.write() as connection:
                there, word = kept.forget(connection), "deleted"
        else:
            with record.read() as connection:
                there, word = kept.count(connection), "kept"
    click.echo(f"{there:,} {'copy' if there == 1 else 'copies'} {word}")


COMMANDS = (thumbnails,)
