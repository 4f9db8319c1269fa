"""Who is let in: the owner's password, the browsers that are signed in, the tokens of programs. Hashes only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bigpicture.errors import InputError
from bigpicture.record.schema import ACCOUNT, SESSION, TOKEN
from bigpicture.times import after

OWNER = "owner"
SCOPES = ("read", "write")  # of a token; who may write may read
IDLE = 14 * 86_400  # seconds after which a session ends that is not used
LONGEST = 90 * 86_400  # seconds after which any session ends
_NAME = 100  # characters of a token's name


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in."""

    digest: str
    made_at: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows to be let in; it is known by its name."""

    name: str
    scope: str  # SCOPES
    made_at: str


def set_password(connection: Connection, hashed: str, now: str) -> None:
    """Set the owner's password (its hash): every browser has to sign in anew."""
    connection.execute(SESSION.delete())
    values = {"password": hashed, "changed_at": now}
    changed = connection.execute(ACCOUNT.update().where(ACCOUNT.c.name == OWNER).values(**values))
    if not changed.rowcount:
        connection.execute(ACCOUNT.insert().values(name=OWNER, **values))


def password(connection: Connection) -> str | None:
    """The hash of the owner's password; None where none is set."""
    found: str | None = connection.execute(select(ACCOUNT.c.password).where(ACCOUNT.c.name == OWNER)).scalar()
    return found


def begin(connection: Connection, digest: str, proved: str, now: str) -> bool:
    """Begin a session by its secret's digest; False where the password's hash is no longer the one that was proved."""
    owner = connection.execute(
        select(ACCOUNT.c.id).where(ACCOUNT.c.name == OWNER, ACCOUNT.c.password == proved)
    ).scalar()
    if owner is None:
        return False
    connection.execute(SESSION.delete().where(SESSION.c.expires_at <= now))
    connection.execute(
        SESSION.insert().values(account_id=owner, digest=digest, made_at=now, expires_at=after(now, IDLE))
    )
    return True


def session(connection: Connection, digest: str, now: str) -> Session | None:
    """The session of a secret's digest; None where there is none, or it has ended."""
    asked = select(SESSION.c.digest, SESSION.c.made_at, SESSION.c.expires_at)
    row = connection.execute(asked.where(SESSION.c.digest == digest, SESSION.c.expires_at > now)).first()
    return Session(*row) if row else None


def stale(session: Session, now: str) -> bool:
    """Whether a session that is in use is to be renewed: half of its time is over, and it may last longer."""
    return session.expires_at < min(after(now, IDLE / 2), after(session.made_at, LONGEST))


def renew(connection: Connection, session: Session, now: str) -> None:
    """Put the end of a session off."""
    end = min(after(now, IDLE), after(session.made_at, LONGEST))
    connection.execute(SESSION.update().where(SESSION.c.digest == session.digest).values(expires_at=end))


def end(connection: Connection, digest: str) -> None:
    """End a session."""
    connection.execute(SESSION.delete().where(SESSION.c.digest == digest))


def add_token(connection: Connection, name: str, digest: str, scope: str, now: str) -> None:
    """Let in who shows the token of a digest. Raises InputError where the name is taken or no name."""
    if not name.strip() or len(name) > _NAME or not name.isprintable():
        raise InputError("token", f"its name is not of 1 to {_NAME} plain characters", "name it after what will use it")
    if connection.execute(select(TOKEN.c.id).where(TOKEN.c.name == name)).scalar() is not None:
        raise InputError(
            name, "there is a token of that name", f"take another name, or: bigpicture token remove {name}"
        )
    connection.execute(TOKEN.insert().values(name=name, digest=digest, scope=scope, made_at=now))


def tokens(connection: Connection) -> list[Token]:
    """All tokens by name."""
    rows = connection.execute(select(TOKEN.c.name, TOKEN.c.scope, TOKEN.c.made_at).order_by(TOKEN.c.name))
    return [Token(*row) for row in rows]


def remove_token(connection: Connection, name: str) -> None:
    """Let a token in no more. Raises InputError where there is none of that name."""
    if not connection.execute(TOKEN.delete().where(TOKEN.c.name == name)).rowcount:
        raise InputError(name[:_NAME], "no token of that name", "see them with: bigpicture token list")


def scope(connection: Connection, digest: str) -> str | None:
    """What the token of a digest may do: one of SCOPES; None where there is no such token."""
    found: str | None = connection.execute(select(TOKEN.c.scope).where(TOKEN.c.digest == digest)).scalar()
    return found
