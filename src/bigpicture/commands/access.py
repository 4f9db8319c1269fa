"""Who may change things through the web app: password, token."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bigpicture.commands import db, fail, opened
from bigpicture.errors import InputError
from bigpicture.times import now

if TYPE_CHECKING:
    from bigpicture.record.accounts import Token


@click.command()
@click.option(
    "--stdin", is_flag=True, help="Take it from the first line of standard input; asked for twice by default."
)
@db
def password(stdin: bool, db: str | None) -> None:
    """Set the password that the web app asks for before anything is changed.

    Every browser that is signed in has to sign in anew.
    """
    from bigpicture.credentials import hashed
    from bigpicture.record import accounts

    if stdin:
        chosen = sys.stdin.buffer.readline(10_000).decode("utf-8", "replace").rstrip("\r\n")
    else:
        chosen = click.prompt("Password", hide_input=True, confirmation_prompt="Again", err=True)
    try:
        made = hashed(chosen)
    except InputError as error:
        fail(error)
    with opened(db) as record, record.write() as connection:
        accounts.set_password(connection, made, now())
    click.echo("the password is set; sign in at /signin", err=True)


@click.group()
def token() -> None:
    """Tokens that let programs in at /v1."""


@token.command("add")
@click.argument("name")
@click.option("--scope", type=click.Choice(["read", "write"]), default="read", help="What it may do; read by default.")
@db
def add(name: str, scope: str, db: str | None) -> None:
    """Make a token and print it, once: only its digest is stored. Programs send it as `Authorization: Bearer TOKEN`."""
    from bigpicture.credentials import digest
    from bigpicture.credentials import token as secret
    from bigpicture.record import accounts

    made = secret("bp_")
    with opened(db) as record, record.write() as connection:
        accounts.add_token(connection, name, digest(made), scope, now())
    click.echo(made)


@token.command("list")
@db
def list_(db: str | None) -> None:
    """List the tokens, by name: what each may do, and since when."""
    from bigpicture.commands import table
    from bigpicture.record import accounts

    with opened(db) as record, record.read() as connection:
        found = accounts.tokens(connection)
    if not found:
        click.echo("no token yet; make one with: bigpicture token add NAME", err=True)
        return
    for line in table([_row(one) for one in found], ["name", "scope", "made"], {"name": 60}):
        click.echo(line)


def _row(one: Token) -> list[object]:
    return [one.name, one.scope, one.made_at[:10]]


@token.command("remove")
@click.argument("name")
@db
def remove(name: str, db: str | None) -> None:
    """Let a token in no more."""
    from bigpicture.record import accounts
    from bigpicture.report import safe

    with opened(db) as record, record.write() as connection:
        accounts.remove_token(connection, name)
    click.echo(safe(f"removed {name}"))


COMMANDS = (password, token)
