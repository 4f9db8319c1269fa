"""Questions to the record: changes, conflicts, timeline, quotes, calendar, person, search."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from bigpicture.commands import cited, db, moments, opened
from bigpicture.commands.output import Row, form, listed, show

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bigpicture.record.calendar import Opening
    from bigpicture.record.news import Conflict, News
    from bigpicture.record.people import Person
    from bigpicture.record.timeline import Event

_AS_OF = click.option("--as-of", metavar="DATE", help="As it was known on a day: 2023-11-22.")
_YEAR = click.option("--year", type=int, help="The film's year, where several have the title.")
_MOST = click.option("--most", type=click.IntRange(1), default=50, help="How many; 50 by default.")
_SEE = "see what there is with: bigpicture films"


def _film(connection: Connection, title: str | None, year: int | None = None) -> int | None:
    from bigpicture.record import known

    return known.film(connection, title, year).id if title else None


@click.command()
@click.argument("title", required=False)
@click.option("--since", default="7d", metavar="AGO", help="7d, 12h, 3w, 6m, 1y or a date; 7d by default.")
@_YEAR
@_AS_OF
@_MOST
@form
@db
def changes(
    title: str | None, since: str, year: int | None, as_of: str | None, most: int, form: str, db: str | None
) -> None:
    """List the facts that changed of late, the newest first: what is new, moved, confirmed, denied, contested. Of TITLE, or of all films."""
    from bigpicture.record import news

    day = moments.day("--as-of", as_of)
    begin = moments.since(since, day)
    with opened(db) as record, record.read() as connection:
        found = news.recent(connection, begin, _film(connection, title, year), day, most)
    head = ["when", "what", "film", "fact", "said first by"]
    none = f"nothing changed since {begin[:10]}; go further back with: bigpicture changes --since 2y"
    show([_change(n) for n in found], form, _change_cells, head, {"film": 32, "fact": 90}, none)


def _change(news: News) -> Row:
    from bigpicture.report import saying

    change = news.change
    before = saying(change.fact.type, change.before) if change.before else None
    return {"when": cited.when(change.by.when), "kind": change.kind, "film": cited.named(news.film), **cited.fact(change.fact), "was": change.was,
            "before": before, "by": cited.by(change.by)}  # fmt: skip


def _change_cells(row: Row) -> list[object]:
    moved = f", was {row['before']}" if row["before"] else ""
    hedged = " (rumoured)" if row["standing"] == "rumoured" else ""
    return [
        row["when"][:10],
        row["kind"],
        cited.title(row["film"]),
        f"{_spoken(row)}{moved}{hedged}",
        cited.who(row["by"]),
    ]


def _spoken(row: Row) -> str:
    return f"{row['type'].replace('_', ' ')}: {row['says']}"


@click.command()
@click.argument("title", required=False)
@_YEAR
@_AS_OF
@_MOST
@form
@db
def conflicts(title: str | None, year: int | None, as_of: str | None, most: int, form: str, db: str | None) -> None:
    """List what outlets tell differently, each side with who says so and when. Of TITLE, or of all films."""
    from bigpicture.record import known, news

    day = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        found = news.conflicts(connection, _film(connection, title, year), day, most)
        ids = sorted({s.id for c in found for side in c.sides for s in (*side.yes, *side.no)})
        words = {w.claim: w.text[w.start : w.end] for w in known.words(connection, ids)} if ids else {}
    rows = [row for conflict in found for row in _sides(conflict, words)]
    head = ["film", "fact", "side", "last said", "by", "words"]
    show(rows, form, _side_cells, head, {"film": 28, "fact": 44, "by": 40, "words": 60}, "outlets agree on every fact")


def _sides(conflict: Conflict, words: dict[int, str]) -> list[Row]:
    return [
        {"film": cited.named(conflict.film), **cited.fact(side.fact), "side": name,
         "said": [{**cited.by(s), "words": words[s.id]} for s in said]}
        for side in conflict.sides
        for name, said in (("is so", side.yes), ("denied", side.no))
        if said
    ]  # fmt: skip


def _side_cells(row: Row) -> list[object]:
    said: list[Row] = row["said"]
    who = listed(str(s["outlet"] or f"article {s['article']}") for s in said)
    return [cited.title(row["film"]), _spoken(row), row["side"], said[-1]["when"][:10], who, said[0]["words"]]


@click.command()
@click.argument("title")
@_YEAR
@_AS_OF
@form
@db
def timeline(title: str, year: int | None, as_of: str | None, form: str, db: str | None) -> None:
    """Tell the life of a film in order: castings, first looks, festivals, dates and their moves, prizes, takings."""
    from bigpicture.record import timeline as life

    day = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        film, events = life.timeline(connection, title, year, day)
    head = ["when", "what", "", "reported by"]
    show(
        [_event(film.title, e) for e in events],
        form,
        _event_cells,
        head,
        {"": 80},
        f"nothing was known of {film.title} yet",
    )


def _event(title: str, event: Event) -> Row:
    from bigpicture.report import saying

    moved = event.change.before if event.change and event.kind == "moved" else None
    fact = cited.fact(event.fact) if event.fact else {"type": None, "says": title, "values": {}, "standing": None}
    return {"when": event.when, "told": event.told, "kind": event.kind, **fact,
            "before": saying("release", moved) if moved else None, "by": cited.by(event.by)}  # fmt: skip


_EVENT_MARKS = {"rumoured": " (rumoured)", "contested": " (contested)"}


def _event_cells(row: Row) -> list[object]:
    hedged = "" if row["kind"] == "contested" else _EVENT_MARKS.get(row["standing"] or "", "")
    label = "directs: " if row["type"] == "director" else ""
    moved = f", was {row['before']}" if row["before"] else ""
    return [
        row["when"],
        row["kind"],
        f"{label}{row['says']}{moved}{hedged}",
        f"{cited.who(row['by'])}, {row['by']['when'][:10]}",
    ]


@click.command()
@click.argument("words", nargs=-1)
@click.option("--speaker", metavar="NAME", help="Only what one person said.")
@click.option("--film", "title", metavar="TITLE", help="Only what was said about a film.")
@_AS_OF
@_MOST
@form
@db
def quotes(
    words: tuple[str, ...],
    speaker: str | None,
    title: str | None,
    as_of: str | None,
    most: int,
    form: str,
    db: str | None,
) -> None:
    """List what people are quoted with, the newest first; with WORDS, what has them, the best match first."""
    from bigpicture.record import people
    from bigpicture.record import quotes as said

    day = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        speakers = people.bearers(connection, people.resolve(connection, speaker)) if speaker else ()
        found = said.quotes(
            connection, speakers=speakers, film=_film(connection, title), words=" ".join(words), moment=day, most=most
        )
    rows = [{"when": cited.when(q.when), "speaker": q.speaker, "text": q.text, "film": cited.named(q.film), "outlet": q.outlet, "article": q.article,
             "claim": q.claim, "articles": q.articles} for q in found]  # fmt: skip
    show(
        rows,
        form,
        _quote_cells,
        ["when", "speaker", "film", "said", "printed by"],
        {"film": 28, "said": 90},
        "no such quotation",
    )


def _quote_cells(row: Row) -> list[object]:
    return [row["when"][:10], row["speaker"], cited.title(row["film"]), f"“{row['text']}”", cited.who(row)]


@click.command()
@click.option("--territory", metavar="NAME", help="Only those of a territory: UK, GB, US, France.")
@click.option(
    "--mode", type=click.Choice(["theatrical", "limited", "wide", "streaming", "home"]), help="Only those of a kind."
)
@click.option("--from", "first", metavar="DATE", help="From a day, month or year on.")
@click.option("--to", "last", metavar="DATE", help="Up to a day, month or year.")
@click.option("--season/--no-season", default=True, help="With announcements and ceremonies of awards; so by default.")
@_AS_OF
@_MOST
@form
@db
def calendar(most: int, form: str, db: str | None, **asked: Any) -> None:
    """List when films come out, in order, and in between when nominees are announced and prizes given.

    A month or year without a day stands at its end. Of awards it has the days that were published, of this season and
    those that articles tell of; see the others with "bigpicture season dates". With a territory or mode there are releases only.
    """
    from bigpicture.record import calendar as openings
    from bigpicture.record import season as seasons
    from bigpicture.season import editions
    from bigpicture.times import now

    first, last, as_of = (
        moments.day(f"--{n}", asked[k]) for n, k in (("from", "first"), ("to", "last"), ("as-of", "as_of"))
    )
    with opened(db) as record, record.read() as connection:
        found = openings.releases(
            connection, territory=asked["territory"], mode=asked["mode"], first=first, last=last, moment=as_of
        )
        labels = {*seasons.seasons(connection), editions.label_of(now()[:10])}
    rows = [(o.end, not o.exact, _opening(o)) for o in found[:most]]
    if asked["season"] and not (asked["territory"] or asked["mode"]):
        ends = [end for end, *_ in rows]
        rows += _season_days(labels, first or min(ends, default=None), last or max(ends, default=None))
    shown = [row for *_, row in sorted(rows, key=lambda r: r[:2])[:most]]
    head = ["date", "what", "territory", "mode", "", "said first by"]
    show(shown, form, _calendar_cells, head, {"what": 40}, f"no such release is told of; {_SEE}")


def _season_days(labels: Iterable[str], first: str | None, last: str | None) -> list[tuple[str, bool, Row]]:
    """The days of awards of some seasons from one to another; none where either is open."""
    from bigpicture.commands import season_show
    from bigpicture.exports.season_dates import between

    found = between(labels, first, last) if first and last else []
    return [(day.end, False, season_show.day_row(day.edition.season, day)) for day in found if day.exact]


def _opening(opening: Opening) -> Row:
    before = opening.fact.before
    return {"date": opening.date, "exact": opening.exact, "end": opening.end, "kind": "release", "film": cited.named(opening.film),
            **cited.fact(opening.fact), "before": before["date"] if before else None, "by": cited.by(opening.fact.first)}  # fmt: skip


def _calendar_cells(row: Row) -> list[object]:
    from bigpicture.reading.wording import date

    shown = row["date"] if row["exact"] else f"{date(row['date'])}, no day"
    if row["kind"] != "release":
        return [shown, row["edition"], "", "", row["says"] + ("" if row["known"] else ", by habit"), ""]
    marks = [row["standing"]] if row["standing"] != "agreed" else []
    marks += [f"was {row['before']}"] if row["before"] else []
    return [
        shown,
        cited.title(row["film"]),
        row["values"]["territory"],
        row["values"]["mode"],
        ", ".join(marks),
        cited.who(row["by"]),
    ]


@click.command()
@click.argument("name")
@click.option("--of", metavar="TITLE", help="Of several people of the name, the one of a film.")
@_AS_OF
@form
@db
def person(name: str, of: str | None, as_of: str | None, form: str, db: str | None) -> None:
    """Show what somebody did in which film, with roles, honours and how sure that is."""
    from bigpicture.record import people

    day = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        found = people.person(connection, name, day, _film(connection, of))
    if form == "table":
        click.echo(_heading(found))
    rows = [
        {"person": found.name, "film": cited.named(c.film), **cited.fact(f), "by": cited.by(f.first)}
        for c in found.credits
        for f in c.facts
    ]
    head = ["film", "as", "", "how sure", "said first by"]
    show(rows, form, _credit_cells, head, {"film": 40, "": 60}, "no film is told of")


def _heading(person: Person) -> str:
    from bigpicture.report import safe

    also = f"; also spelled {', '.join(person.spellings)}" if person.spellings else ""
    said = f"{person.quotes} quotation{'' if person.quotes == 1 else 's'}" if person.quotes else "no quotation"
    films = f"{len(person.credits)} film{'' if len(person.credits) == 1 else 's'}"
    link = f"; {person.link.entity} in the catalogue" if person.link else ""
    other = f"; may be another's: {', '.join(f.title for f in person.undecided)}" if person.undecided else ""
    return safe(f"{person.name}: {films}, {said}{also}{link}{other}")


def _credit_cells(row: Row) -> list[object]:
    values: dict[str, Any] = row["values"]
    told = {"cast": values.get("character"), "nomination": row["says"], "award": row["says"]}.get(row["type"])
    sure = f"{row['standing']}, {row['confidence']:.2f}"
    return [cited.title(row["film"]), row["type"], told, sure, f"{cited.who(row['by'])}, {row['by']['when'][:10]}"]


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--kind", "kinds", type=click.Choice(["film", "person", "quote", "article"]), multiple=True, help="Only some kinds."
)
@click.option("--most", type=click.IntRange(1, 200), default=10, help="How many of each kind; 10 by default.")
@_AS_OF
@form
@db
def search(
    words: tuple[str, ...], kinds: tuple[str, ...], most: int, as_of: str | None, form: str, db: str | None
) -> None:
    """Find films, people, quotations and articles by WORDS; slips in titles and names are forgiven."""
    from bigpicture.record import finding

    day = moments.day("--as-of", as_of)
    with opened(db) as record, record.read() as connection:
        found = finding.find(connection, " ".join(words), kinds or finding.KINDS, most, day)
    rows = [{"kind": h.kind, "name": h.name, "ref": h.ref, "about": h.about, "articles": h.articles} for h in found]
    head = ["kind", "ref", "name", "about", "articles"]
    show(rows, form, _hit_cells, head, {"name": 44, "ref": 24, "about": 90}, "nothing answers to these words")


def _hit_cells(row: Row) -> list[object]:
    return [row["kind"], row["ref"], row["name"], row["about"], row["articles"]]


COMMANDS = (changes, conflicts, timeline, quotes, calendar, person, search)
