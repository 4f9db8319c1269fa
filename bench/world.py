"""A press that does not exist, to measure with: articles about invented films, with the skew that the press has.

Every month has films of its own, that are written about from three months before to eight after; within a month a film's
share falls as one over its rank, so that of a hundred films one has a quarter of the articles and half have one or two.
Every article also names a film that the press hardly writes about. People work on several films, dates move, outlets
hedge, contradict and deny, and what was said is said again. An article hangs on its number alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from bigpicture import Article, Claim, Evidence, Reading, sameness
from bigpicture.model import Film, Status, Value
from bigpicture.record import articles
from bigpicture.record.articles import Filed
from bigpicture.vocabulary import CLAIM_TYPES

MONTHS = 36  # that the articles are of
# Months that have films of their own: from eight before the first article to three after the last.
_OWN = 8 + MONTHS + 3
FILMS = 100_000
ARTICLES = 100_000  # over three years
NOW = "2027-01-01T09:30:00Z"
_BEGIN = datetime(2024, 1, 1)
# Months from a film's own to an article on it.
_ABOUT = [int(n) for n in "-3 -2 -2 -1 -1 -1 0 0 0 0 1 1 1 2 2 3 4 5 6 8".split()]
_SYLLABLES = (
    "ba be bo da de di do fa fe go ha he ka ke ki ko la le li lo lu ma me mi mo na ne ni no pa pe po ra re ri ro sa se "
    "si so ta te ti to va ve vi wa we ya yo za bran dell fern grov hart lind mor nor quill ren stan thorn vall wick"
).split()
_TERRITORIES = ("US", "UK", "France", "Germany", "Japan")
_GENRES = "drama comedy thriller horror romance documentary musical western biopic satire".split()
_CATEGORIES = tuple(
    f"best {what}" for what in "film|director|actress|actor|screenplay|editing|score|costumes".split("|")
)


def _words(count: int, least: int, chance: Random) -> list[str]:
    """So many different invented words of at least so many syllables."""
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chance.choices(_SYLLABLES, k=least + chance.randrange(2)))] = None
    return list(made)


_WORDS = _words(8_000, 2, Random(1))
_FIRST = [w.capitalize() for w in _words(1_000, 1, Random(2))]
_LAST = [w.capitalize() for w in _words(15_000, 2, Random(3))]
_OUTLETS = [
    f"The {_WORDS[i].capitalize()} {paper}" for i, paper in enumerate(("Reel", "Post", "Screen", "Weekly") * 15)
]
_COMPANIES = [f"{_WORDS[-i].capitalize()} {'Pictures' if i % 2 else 'Films'}" for i in range(1, 400)]
_FESTIVALS = [f"{_WORDS[500 + i].capitalize()} Film Festival" for i in range(60)]
_AWARDS = [f"{_WORDS[700 + i].capitalize()} Awards" for i in range(40)]


def skewed(chance: Random, count: int, flat: float) -> int:
    """A number below `count` whose chance falls as one over itself and `flat` (Zipf and Mandelbrot)."""
    return min(count - 1, int(flat * (((count + flat) / flat) ** chance.random() - 1)))


@dataclass(frozen=True, slots=True)
class Work:
    """An invented film, as it is."""

    title: str
    year: int
    director: str
    writer: str
    producer: str
    cast: tuple[tuple[str, str], ...]
    genre: str
    companies: tuple[str, ...]
    opens: date
    moved: date | None  # another date, if it moves
    moves: datetime  # when
    quotes: tuple[str, ...]


def person(chance: Random, count: int = 60_000) -> str:
    """Somebody; a few have many films."""
    number = skewed(chance, count, 300)
    return f"{_FIRST[number * 7 % len(_FIRST)]} {_LAST[number % len(_LAST)]}"


@lru_cache(maxsize=20_000)
def work(number: int) -> Work:
    """A film by its number."""
    chance = Random(number)
    own = _BEGIN + timedelta(days=(number % _OWN - 8) * 30 + chance.randrange(30))
    opens = (own + timedelta(days=chance.randrange(0, 150))).date()
    cast = {
        person(chance): f"{chance.choice(_FIRST)} {chance.choice(_WORDS).capitalize()}"
        for _ in range(chance.randint(4, 14))
    }
    return Work(
        _title(chance), opens.year, person(chance, 15_000), person(chance, 20_000), person(chance, 10_000),
        tuple(cast.items()), chance.choice(_GENRES), tuple(chance.sample(_COMPANIES, 3)), opens,
        opens + timedelta(days=chance.randrange(20, 300)) if chance.random() < 0.2 else None,
        own + timedelta(days=chance.randrange(-30, 90)), tuple(_sentence(chance, 12) for _ in range(8)),
    )  # fmt: skip


def _title(chance: Random) -> str:
    one, two, three = (chance.choice(_WORDS).capitalize() for _ in range(3))
    often = _WORDS[skewed(chance, len(_WORDS), 20)].capitalize()
    forms = (
        f"The {one}",
        f"{often} {one}",
        f"The {often} {one}",
        f"{one} of the {two}",
        f"{often} {one}: {two} {three}",
    )
    return chance.choices(forms, (5, 40, 20, 20, 15))[0]


def _sentence(chance: Random, count: int) -> str:
    return " ".join(_WORDS[skewed(chance, len(_WORDS), 200)] for _ in range(count)).capitalize()


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim before its words have a place."""

    kind: str
    work: Work
    values: dict[str, Value]
    words: str
    status: Status = "stated"


def article(number: int) -> Filed:
    """An article by its number, ready to be stored."""
    chance = Random(-1 - number)
    when = _BEGIN + timedelta(days=3 * 365 * number / ARTICLES)
    month = min(MONTHS - 1, number * MONTHS // ARTICLES)
    own = month + 8 - chance.choice(_ABOUT)
    main, other = (work(own + _OWN * skewed(chance, FILMS // _OWN, 1.0)) for _ in range(2))
    beside = [work(number % FILMS), other]
    told = [*_main(main, when, chance), *_briefly(beside[0], chance), *_briefly(beside[1], chance)[:1]]
    fillers = [f"{_sentence(chance, 14)}." for _ in range(4)]
    text, places = f"{main.title}\n\n", []
    for claim in told:
        places.append(len(text))
        text += f"{claim.words}. " + (fillers.pop() if fillers and chance.random() < 0.3 else "") + "\n"
    year = main.year if chance.random() < 0.3 else None
    claims = tuple(_claim(c, at, year if c.work is main else None, chance) for c, at in zip(told, places, strict=True))
    made = Article(
        f"https://{number % 60}.example/{number}", text, f"{main.title}: {_sentence(chance, 5)}", when.date().isoformat(),
        _OUTLETS[skewed(chance, len(_OUTLETS), 6)], f"https://{number % 60}.example/{number}",
        published_at=when.strftime("%Y-%m-%dT%H:%M:%SZ"), language="en", extractor="page/1",
    )  # fmt: skip
    films = tuple(
        Film(title, None, (), tuple(i for i, c in enumerate(claims) if c.work == title))
        for title in dict.fromkeys(str(c.work) for c in claims)
    )
    signature = sameness.signature(text)
    bands = sameness.bands(signature) if signature else ()
    return Filed(made, articles.digest(made), Reading(made, claims, films), "bench", signature, bands)


def _claim(told: _Told, at: int, year: int | None, chance: Random) -> Claim:
    values = {f.name: told.values.get(f.name) for f in CLAIM_TYPES[told.kind].fields}
    evidence = Evidence(told.words, at, at + len(told.words))
    sure = round(0.55 + 0.4 * chance.random(), 3)
    return Claim(told.kind, told.work.title, values, told.status, evidence, sure, "bench", year, ("a pattern",))


def _briefly(film: Work, chance: Random) -> list[_Told]:
    who, as_whom = film.cast[skewed(chance, len(film.cast), 2)]
    return [
        _Told("director", film, {"person": film.director}, f"{film.title} is by {film.director}"),
        _Told("cast", film, {"person": who, "character": as_whom}, f"{who} plays {as_whom} in {film.title}"),
    ]


def _main(film: Work, when: datetime, chance: Random) -> Iterator[_Told]:
    """What an article says of the film that it is about: sixteen to eighteen claims."""
    yield _Told("director", film, {"person": film.director}, f"{film.director} directs {film.title}")
    yield _Told("genre", film, {"genre": film.genre}, f"The {film.genre} is new")
    for who, as_whom in chance.sample(film.cast, min(len(film.cast), 6)):
        status = chance.choices(("stated", "rumoured", "denied"), (92, 7, 1))[0]
        values: dict[str, Value] = {"person": who, "character": as_whom if chance.random() < 0.6 else None}
        yield _Told("cast", film, values, f"{who} is {status} to be {as_whom}", status)  # type: ignore[arg-type]
    yield from (_release(film, when, chance) for _ in range(2))
    for company, role in zip(film.companies, ("distributor", "production"), strict=False):
        yield _Told("company", film, {"organization": company, "role": role}, f"{company} is behind it")
    if chance.random() < 0.3:
        yield _Told("writer", film, {"person": film.writer}, f"{film.writer} wrote it")
        yield _Told("producer", film, {"person": film.producer}, f"{film.producer} produces")
    yield from _prizes(film, when, chance)
    if when.date() > film.opens:
        takings = round(1e6 * (film.opens.day + 1) * (1 + (when.date() - film.opens).days / 40), -5)
        values = {"amount": takings, "currency": "USD", "territory": chance.choice(("US", None)), "period": "total"}
        yield _Told("box_office", film, values, f"It has taken ${takings:,.0f}")
    yield _Told("material", film, {"kind": chance.choice(("trailer", "images", "poster"))}, "There is a first look")
    for who in (film.director, film.cast[0][0]):
        words = chance.choice(film.quotes) if chance.random() < 0.6 else _sentence(chance, 12)
        yield _Told("quote", film, {"speaker": who, "text": words}, f"“{words}”, {who} said")


def _prizes(film: Work, when: datetime, chance: Random) -> Iterator[_Told]:
    event = _FESTIVALS[film.opens.toordinal() % 60 if chance.random() < 0.7 else chance.randrange(60)]
    values: dict[str, Value] = {"event": event, "year": when.year if chance.random() < 0.7 else None, "kind": None}
    yield _Told("screening", film, values, f"It is shown at the {event}")
    for kind in ("nomination", "award"):
        if chance.random() < 0.5:
            award, category = _AWARDS[(film.opens.toordinal() + chance.randrange(4)) % 40], chance.choice(_CATEGORIES)
            values = {"award": award, "category": category, "year": when.year if chance.random() < 0.5 else None}
            yield _Told(kind, film, values, f"There is a {kind} at the {award} for {category}")


def _release(film: Work, when: datetime, chance: Random) -> _Told:
    """When it comes out: told roughly at times, as it was before it moved at times, and then again denied."""
    has_moved = film.moved is not None and when > film.moves
    stale = has_moved and chance.random() < 0.1
    day = film.moved if has_moved and film.moved and not stale else film.opens
    if chance.random() < 0.02:
        day += timedelta(days=7)  # an outlet that has it wrong
    place = skewed(chance, len(_TERRITORIES), 1.0)
    denied = stale and chance.random() < 0.5
    date_ = chance.choices((day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]), (75, 18, 7))[0]
    values: dict[str, Value] = {
        "date": date_, "territory": _TERRITORIES[place] if chance.random() < 0.75 and not denied else None,
        "mode": "theatrical" if chance.random() < 0.7 and not denied else None,
    }  # fmt: skip
    status: Status = "denied" if denied else "rumoured" if chance.random() < 0.06 else "stated"
    return _Told("release", film, values, f"It is {status} to open on {date_} ({place})", status)
