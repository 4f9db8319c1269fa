"""Claims in the making: what the links of an article amount to, before thresholds and confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from bigpicture.folding import plain, title
from bigpicture.model import Value
from bigpicture.reading import details
from bigpicture.reading.candidates import COUNT_WORDS, outlets
from bigpicture.reading.mentions import Span
from bigpicture.reading.relate import Link, Links, thing
from bigpicture.reading.scheme import COMPANY_ROLES
from bigpicture.reading.segment import Words
from bigpicture.vocabulary import CLAIM_TYPES


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its confidence: the spans it rests on tell where its evidence stands."""

    type: str
    work: Span | None
    values: dict[str, Value]
    status: str
    score: float  # of the network or the rule, 0 to 1
    anchor: Span  # the value whose place is the claim's place
    by: str
    why: tuple[str, ...] = field(default=())


def _why(link: Link) -> tuple[str, ...]:
    return (
        f"{link.one.name!r}: {link.one.by}",
        f"{link.two.name!r}: {link.two.by}",
        f"relation {link.relation} {link.probability:.2f}",
        f"status {link.status} {link.status_probability:.2f}",
    )


def _draft(kind: str, link: Link, /, **values: Value) -> Draft:
    return Draft(
        kind, link.one, values, link.status, link.probability, link.two, f"relation {link.relation}", _why(link)
    )


def simple(words: Words, spans: list[Span], links: Links) -> Iterator[Draft]:
    """All claims but prizes and quotations."""
    yield from _credits(links)
    yield from _companies(links)
    yield from _origins(words, links)
    text = words.text
    for link in links.of("genre"):
        yield _draft("genre", link, genre=link.two.name.lower())
    for link in links.of("material"):
        yield _draft("material", link, kind=link.two.key)
    for link in links.of("release"):
        places = _places(words, spans, link.two)
        made = _draft(
            "release",
            link,
            date=link.two.key,
            territory=_told(text, places, details.territory),
            mode=_told(text, places, details.mode),
        )
        yield replace(made, status="denied") if details.dropped(text, *places[0]) else made
    takings = links.of("box_office")
    markets = details.market(text) if takings else []
    for link in takings:
        place = int(words.start[link.two.first]), int(words.end[link.two.last])
        amount, currency = link.two.key.split()
        yield _draft("box_office", link, amount=float(amount), currency=currency,
                     territory=details.takings_territory(text, *place, markets), period=details.period(text, *place))  # fmt: skip


def _places(words: Words, spans: list[Span], value: Span) -> list[tuple[int, int]]:
    """Where a value stands: where it is claimed first, then where else the article repeats it."""
    same = [value, *(s for s in spans if thing(s) == thing(value) and s.first != value.first)]
    return [(int(words.start[s.first]), int(words.end[s.last])) for s in same]


def _told(text: str, places: list[tuple[int, int]], detail: Callable[[str, int, int], str | None]) -> str | None:
    """The first place that tells a detail."""
    return next((found for place in places if (found := detail(text, *place))), None)


def _credits(links: Links) -> Iterator[Draft]:
    for kind in ("director", "writer", "producer"):
        for link in links.of(kind):
            yield _draft(kind, link, person=link.two.name)
    roles = _roles(links)
    playing = {thing(k.one) for k in links.of("plays", least=SHARED)}
    films: dict[object, float] = {}
    for link in links.of("cast"):
        films[thing(link.two)] = films.get(thing(link.two), 0.0) + link.probability
    for link in links.of("cast"):
        role = roles.get((thing(link.one), thing(link.two)))
        made = _draft("cast", link, person=link.two.name, character=role.name if role else None)
        if thing(link.two) in playing:  # who plays a part is in one of the films: their chances make up one
            made = replace(made, score=max(made.score, SHARED * made.score / max(films[thing(link.two)], 0.3)))
        yield made


SHARED = 0.9  # probability from which a second person plays a character too: "Bell and Foy play Adam's parents"


def _roles(links: Links) -> dict[tuple[object, object], Span]:
    """By work and person: the character, of one of a person's works, the likeliest near it; two share one where both surely play it."""
    cast: dict[object, list[Link]] = {}
    for link in links.of("cast", least=0.2):
        cast.setdefault(thing(link.two), []).append(link)
    out: dict[tuple[object, object], Span] = {}
    taken: set[object] = set()
    for plays in sorted(links.of("plays", least=0.3), key=lambda k: -k.probability):
        own = cast.get(thing(plays.one), [])
        if not own or (thing(plays.two) in taken and plays.probability < SHARED):
            continue
        best = max(own, key=lambda k: k.probability - 0.02 * min(30, abs(k.one.first - plays.two.first)))
        if (thing(best.one), thing(best.two)) not in out:
            out[thing(best.one), thing(best.two)] = plays.two
            taken.add(thing(plays.two))
    return out


def _companies(links: Links) -> Iterator[Draft]:
    """The roles of one company shut each other out: together they say that there is a claim. A publication has none."""
    by_pair: dict[tuple[object, object], list[Link]] = {}
    for link in links.of(*COMPANY_ROLES):
        if plain(link.two.name) in outlets():
            continue
        by_pair.setdefault((thing(link.one), thing(link.two)), []).append(link)
    for group in by_pair.values():
        best = max(group, key=lambda k: k.probability)
        draft = _draft(
            "company", best, organization=best.two.name, role=None if best.relation == "company" else best.relation
        )
        score = min(0.999, sum(k.probability for k in group))
        yield Draft(draft.type, draft.work, draft.values, draft.status, score, draft.anchor, draft.by, draft.why)


def _origins(words: Words, links: Links) -> Iterator[Draft]:
    """Source and author of one work make one claim where the article tells both; "of the same name" is a source too."""
    sources, authors = links.of("source"), links.of("author")
    for link in sources:
        if not title(link.two.name):
            continue
        own = [k for k in authors if thing(k.one) == thing(link.one) and k.probability > 0.3]
        near = min(own, key=lambda k: abs(k.two.first - link.two.first), default=None)
        yield _draft("based_on", link, title=link.two.name, author=near.two.name if near else None)
    for link in authors:
        if not any(thing(k.one) == thing(link.one) and k.probability > 0.3 for k in sources):
            start, end = int(words.start[link.two.first]), int(words.end[link.two.last])
            same = details.same_title(words.text, start, end)
            yield _draft("based_on", link, title=link.one.name if same else None, author=link.two.name)


def count_of(span: Span) -> int | None:
    """The number that a count's words mean."""
    words = span.name.casefold()
    if words.isdigit():
        return int(words)
    return COUNT_WORDS.get(words)


# How strongly the likeliest draft holds the others down: to which film a value belongs, and which value a film has. Chosen on
# articles left out of training; a festival shows many films and an actor plays in many, so screenings and casts do not compete.
VALUE_LEAD = dict.fromkeys(("director", "writer", "producer", "company", "release", "box_office", "genre"), 2.0)
PRIZE_LEAD = {"award": 1.0}  # a category has one winner, seldom two; of nominees it has many
WORK_LEAD = dict.fromkeys(("director", "company", "genre"), 1.0)


def compete(drafts: list[Draft]) -> list[Draft]:
    """The drafts, scores lowered where a rival of the same type and value, or of the same type and work, is likelier."""
    by_value = _lowered(drafts, VALUE_LEAD, lambda d: str(d.values.get(CLAIM_TYPES[d.type].identity[0])))
    by_work = _lowered(by_value, WORK_LEAD, lambda d: thing(d.work) if d.work else None)
    return _lowered(by_work, PRIZE_LEAD, _prize)


def _prize(d: Draft) -> object:
    """The category of a body, which drafts contend for; a prize without a category contends with none."""
    category = d.values.get("category")
    return (plain(category), d.values["award"]) if category else id(d)


def _lowered(drafts: list[Draft], lead: dict[str, float], rival: Callable[[Draft], object]) -> list[Draft]:
    best: dict[object, float] = {}
    for d in drafts:
        best[d.type, rival(d)] = max(best.get((d.type, rival(d)), 0.0), d.score)
    return [
        replace(d, score=d.score * (d.score / best[d.type, rival(d)]) ** lead[d.type])
        if d.type in lead and d.score
        else d
        for d in drafts
    ]
