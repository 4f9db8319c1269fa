"""What is exported: films with their facts, and where each claim behind them was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Connection, RowMapping, select

from bigpicture.identity import released
from bigpicture.portrait import Portrait, bullets
from bigpicture.record import catalogued, known, told
from bigpicture.record.catalogued import Link
from bigpicture.record.known import Film
from bigpicture.record.schema import ARTICLE, MENTION, READING, VERSION
from bigpicture.times import whole
from bigpicture.weighing import Fact, Saying, as_of, facts

_ALL = 2**31 - 1  # films


@dataclass(frozen=True, slots=True)
class Source:
    """An article, as what it says is cited."""

    outlet: str | None
    url: str | None
    when: str  # UTC to the second, or an EDTF day, month or year
    title: str | None  # the headline


@dataclass(frozen=True, slots=True)
class Entry:
    """A film to export: its portrait, and the articles that its facts rest on by their numbers."""

    portrait: Portrait
    sources: Mapping[int, Source]
    anchor: tuple[str, str]  # the article through which it came into the record, and the title it has there, folded

    @property
    def film(self) -> Film:
        """The film itself."""
        return self.portrait.film

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that is known of it."""
        return self.portrait.facts

    def behind(self, fact: Fact, *, stated: bool = False) -> tuple[Source, ...]:
        """The articles behind a fact in the order they said it, each once; only those that state it, if so asked."""
        said = (s for s in fact.sayings if not stated or s.status == "stated")
        return tuple(dict.fromkeys(self.sources[s.article] for s in said))

    def stable(self, *parts: str) -> UUID:
        """An identity of its own, or of something of it that `parts` name, which stays when its title, year and dates change."""
        return uuid5(NAMESPACE_URL, "\x1f".join(("bigpicture", "film", *self.anchor, *parts)))


# The articles that mention films, as they were last read, in the order in which they came into the record.
_MENTIONS = (
    select(
        MENTION.c.film_id, MENTION.c.block, MENTION.c.title.label("called"), MENTION.c.year, MENTION.c.opens,
        ARTICLE.c.id.label("article"), ARTICLE.c.key, ARTICLE.c.when, VERSION.c.outlet, VERSION.c.url, VERSION.c.title,
    )
    .join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
    .join(READING, READING.c.id == MENTION.c.reading_id)
    .join(VERSION, VERSION.c.id == READING.c.version_id)
    .order_by(ARTICLE.c.id, MENTION.c.block)
)  # fmt: skip


def gather(connection: Connection, films: Sequence[Film] | None = None, moment: str | None = None) -> Iterator[Entry]:
    """Films (all where none are named) by title, with their facts and sources, some hundred of them in memory at a time.

    With a moment (a day, or UTC text) the record is as it was known then: what nobody had written of is left out.
    """
    chosen = known.films(connection, most=_ALL) if films is None else films
    ordered = {f.id: f for f in sorted(chosen, key=lambda f: (f.title, f.year or 0, f.id))}
    for part in told.parts(list(ordered)):
        said = told.sayings(connection, MENTION.c.film_id.in_(part))
        mentions, links = mentions_of(connection, part), catalogued.of_films(connection, part)
        for number in part:
            film = as_named(number, mentions[number], moment) if moment else ordered[number]
            own = as_of(said.get(number, []), moment) if moment else said.get(number, [])
            if film:
                yield _entry(film, own, mentions[number], links.get(number, {}))


def _entry(film: Film, said: Sequence[Saying], mentions: Sequence[RowMapping], links: Mapping[str, Link]) -> Entry:
    made = facts(said)
    sources = {m["article"]: Source(m["outlet"], m["url"], m["when"].removesuffix("T24"), m["title"]) for m in mentions}
    cited = {s.article: sources[s.article] for s in said}
    portrait = Portrait(film, bullets(film.title, made), made, links)
    return Entry(portrait, cited, (mentions[0]["key"], mentions[0]["block"]))


def anchor(connection: Connection, film: int) -> tuple[str, str]:
    """The article through which a film came into the record, and the title it has there, folded. The film must be there."""
    asked = select(ARTICLE.c.key, MENTION.c.block).join(ARTICLE, ARTICLE.c.id == MENTION.c.article_id)
    row = connection.execute(
        asked.where(MENTION.c.film_id == film).order_by(ARTICLE.c.id, MENTION.c.block).limit(1)
    ).one()
    return row[0], row[1]


def mentions_of(connection: Connection, films: Iterable[int]) -> dict[int, list[RowMapping]]:
    """The articles that mention films, by the film's number; each film has some."""
    found: dict[int, list[RowMapping]] = {}
    for part in told.parts(list(films)):
        for row in connection.execute(_MENTIONS.where(MENTION.c.film_id.in_(part))).mappings():
            found.setdefault(row["film_id"], []).append(row)
    return found


def as_named(film: int, mentions: Sequence[RowMapping], moment: str) -> Film | None:
    """A film with the title, year and number of articles that it had at a moment; None where nobody had written of it.

    As in the record the title is the wording that most use, the year the latest told, else that of the release.
    """
    then = [m for m in mentions if m["when"] <= whole(moment)]
    if not then:
        return None
    titles = Counter(m["called"] for m in then)
    opens = Counter(m["opens"] for m in then if m["opens"])
    title = min(titles, key=lambda t: (-titles[t], -len(t), t))
    return Film(film, title, max((m["year"] for m in then if m["year"]), default=released(opens)), len(then))
