"""The big picture of a film in three bullets: what is new, what it is, where it stands.

Bullets are made from claims, and from the article's own sentence that says what the film is about; where the claims are
silent there is no bullet. Hedged claims are worded as hedged; denied ones are left to the facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bigpicture.model import Claim, Takeaway
from bigpicture.reading.wording import listed, money, title_case, when

_STORY = re.compile(
    r"\b(?:follows|centers on|centres on|tells the (?:story|tale)|tells of|is about|revolves around|chronicles|recounts|"
    r"the story of|explores|depicts|(?:who|which) (?:must|tries|discovers|returns))\b"
)
_MATERIAL = {"images": "new images", "trailer": "a trailer", "teaser": "a teaser", "poster": "a poster",
             "clip": "a clip", "synopsis": "a synopsis"}  # fmt: skip
_NOUNS = frozenset(
    [
        "drama",
        "comedy",
        "thriller",
        "documentary",
        "musical",
        "western",
        "romance",
        "biopic",
        "series",
        "miniseries",
        "epic",
        "adventure",
        "satire",
        "mystery",
        "saga",
        "sitcom",
        "romcom",
        "rom-com",
        "short",
        "animation",
        "mockumentary",
        "caper",
        "chiller",
        "farce",
        "melodrama",
        "noir",
        "tragedy",
        "cartoon",
        "fantasy",
        "whodunit",
        "feature",
    ]
)
_SHOWN = re.compile(
    r"\b(?:premi[eè]red|debuted|bowed|unveiled|opened|screened|shown|played|won|was|were|competed)\b", re.I
)
_NEWS = ("material", "award", "nomination", "box_office", "screening", "release", "cast", "director", "company")
Indexed = tuple[int, Claim]


def takeaways(title: str, own: Sequence[Indexed], story: str | None) -> tuple[Takeaway, ...]:
    """Up to three bullets for a work; `own` are its claims with their positions, `story` a sentence on its plot."""
    live = [(i, c) for i, c in own if c.status != "denied"]
    if not live:
        return ()
    new = _new(title, live)
    told = set(new.claims) if new else set()
    made = (
        new,
        _what(title, live, story),
        _stands([x for x in live if x[0] not in told or x[1].type in ("release", "cast")]),
    )
    out: list[Takeaway] = []
    for bullet in made:
        if bullet and bullet.text not in {t.text for t in out}:
            out.append(bullet)
    return tuple(out)


def story_sentence(text: str, title: str, start: int = 0) -> str | None:
    """The first sentence that says what the film is about: "The film follows Adam, who …"."""
    for sentence in re.split(r"(?<=[.!?])[\"”’']?\s+(?=[A-Z\"“‘'])|\n+", text[start:]):
        named = title in sentence or re.search(
            r"\b(?:[Tt]he|[Tt]his|[Ii]ts) (?:film|movie|drama|comedy|story|series|thriller|feature|picture|plot)\b|^It\b",
            sentence,
        )
        if (
            named
            and 40 < len(sentence) < 260
            and _STORY.search(sentence)
            and '"' not in sentence
            and "“" not in sentence
        ):
            return sentence.strip()
    return None


def _pick(own: Sequence[Indexed], kind: str, most: int = 9) -> list[Indexed]:
    return [(i, c) for i, c in own if c.type == kind][:most]


def _surest(found: list[Indexed]) -> list[Indexed]:
    """The one of them that is surest; of equals the first."""
    return [max(found, key=lambda x: x[1].confidence)] if found else []


def _hedge(claims: Sequence[Indexed]) -> str:
    return "reportedly " if claims and all(c.status == "rumoured" for _, c in claims) else ""


def _bullet(parts: Sequence[str], cited: Sequence[Indexed]) -> Takeaway | None:
    if not parts:
        return None
    return Takeaway(title_case("; ".join(parts)) + ".", tuple(dict.fromkeys(i for i, _ in cited)))


def _new(title: str, own: Sequence[Indexed]) -> Takeaway | None:
    """The newest kind of news: of the kinds that make news, the one the article brings first."""
    news = [(i, c) for i, c in own if c.type in _NEWS]
    if not news:
        return None
    first = min(news, key=lambda x: (x[1].evidence.start // 1600, _NEWS.index(x[1].type), x[0]))[1]
    same = _pick(own, first.type, 4)
    sentence, cited = _SAY[first.type](title, same)
    release = [x for x in _pick(own, "release") if x[1].status == "stated"][:1]
    if first.type == "material" and release:
        sentence += f", ahead of its release {when(str(release[0][1].get('date')))}"
        cited = [*cited, *release]
    return _bullet([sentence], cited)


def _say_material(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    things = listed([_MATERIAL[str(c.get("kind"))] for _, c in same])
    plural = len(same) > 1 or same[0][1].get("kind") == "images"
    return f"{things} of {title} {'have' if plural else 'has'} come out", same


def _say_prize(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    verb = "has won" if same[0][1].type == "award" else "is nominated for"
    return f"{title} {_hedge(same)}{verb} {listed([_prize(c) for _, c in same[:3]])}", same[:3]


def _prize(c: Claim) -> str:
    what = c.get("category") or (f"{c.get('count')} prizes" if c.get("count") and c.type == "award" else None)
    what = what or (f"{c.get('count')} nominations" if c.get("count") else None)
    at = f"at the {c.get('award')}" if what and c.get("award") else c.get("award") or ""
    who = f" ({c.get('person')})" if c.get("person") else ""
    return f"{what or ''} {at}".strip() + who if (what or at) else "a prize" + who


def _say_money(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    c = same[0][1]
    where = f" in {c.get('territory')}" if c.get("territory") else ""
    where = where.replace("in worldwide", "worldwide")
    amount = c.get("amount")
    verb = "opened to" if c.get("period") == "opening" else "took"
    return f"{title} {_hedge(same[:1])}{verb} {money(float(amount or 0), str(c.get('currency')))}{where}", same[:1]


def _say_screening(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    c = same[0][1]
    past = _SHOWN.search(c.evidence.text)
    verbs = {"premiere": ("premiered at", "is to premiere at"), "competition": ("competed at", "competes at")}
    verb = verbs.get(str(c.get("kind")), ("was shown at", "is to be shown at"))[0 if past else 1]
    year = f" ({c.get('year')})" if c.get("year") else ""
    return f"{title} {_hedge(same[:1])}{verb} the {c.get('event')}{year}", same[:1]


def _say_release(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    return f"{title} {_hedge(same[:1])}comes out {_release(same[0][1])}", same[:1]


def _release(c: Claim) -> str:
    place = f" in {c.get('territory')}" if c.get("territory") else ""
    mode = {
        "theatrical": " (cinemas)",
        "limited": " (limited)",
        "wide": " (wide)",
        "streaming": " (streaming)",
        "home": " (home)",
    }
    return when(str(c.get("date"))) + place.replace(" in worldwide", " worldwide") + mode.get(str(c.get("mode")), "")


def _say_cast(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    stance = [x for x in same if x[1].status == same[0][1].status]
    return (
        f"{listed([_role(c) for _, c in stance])} {_hedge(stance)}{'star' if len(stance) > 1 else 'stars'} in {title}",
        stance,
    )


def _role(c: Claim) -> str:
    return f"{c.get('person')} as {c.get('character')}" if c.get("character") else str(c.get("person"))


def _say_director(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    return f"{title} is {_hedge(same)}directed by {listed([str(c.get('person')) for _, c in same])}", same


def _say_company(title: str, same: list[Indexed]) -> tuple[str, list[Indexed]]:
    verb = {
        "distributor": "is released by",
        "production": "is made by",
        "streamer": "streams on",
        "sales": "is sold by",
    }
    c = same[0][1]
    return f"{title} {_hedge(same[:1])}{verb.get(str(c.get('role')), 'comes from')} {c.get('organization')}", same[:1]


_SAY = {"material": _say_material, "award": _say_prize, "nomination": _say_prize, "box_office": _say_money,
        "screening": _say_screening, "release": _say_release, "cast": _say_cast, "director": _say_director,
        "company": _say_company}  # fmt: skip


def _what(title: str, own: Sequence[Indexed], story: str | None) -> Takeaway | None:
    """Genre, makers, source and cast; then the article's own words on the story."""
    genre, source = _surest(_pick(own, "genre")), _surest(_pick(own, "based_on"))
    director, writer = _pick(own, "director", 3), _pick(own, "writer", 3)
    cast = [x for x in _pick(own, "cast") if x[1].status == "stated"][:4]
    line = ""
    if genre or director:
        line = f"{_article(str(genre[0][1].get('genre')))}" if genre else f"{title} is"
        if director:
            line += f" {_hedge(director)}directed by {listed([str(c.get('person')) for _, c in director])}"
    if writer and line:
        line += f", {_hedge(writer)}written by {listed([str(c.get('person')) for _, c in writer])}"
    if source:
        line += (", based on " if line else f"{title} is based on ") + _source(source[0][1])
    if cast and line:
        line += f", with {listed([_role(c) for _, c in cast])}"
    parts = [". ".join(p for p in (line, story.rstrip(".") if story else None) if p)]
    cited = [*genre, *director, *(writer if line else []), *source, *(cast if line else [])]
    return _bullet(parts, cited) if cited else None


def _article(genre: str) -> str:
    noun = genre if genre.split()[-1] in _NOUNS or genre.endswith(("film", "movie", "ie", "pic")) else f"{genre} film"
    return f"{'an' if genre[:1] in 'aeiou' else 'a'} {noun}"


def _source(c: Claim) -> str:
    return (
        " by ".join(str(x) for x in (c.get("title"), c.get("author")) if x)
        if c.get("title")
        else f"a work by {c.get('author')}"
    )


def _stands(own: Sequence[Indexed]) -> Takeaway | None:
    """Screened, nominated, won, opened, earned: in the order of a film's life."""
    parts, cited = [], []
    screenings = _pick(own, "screening", 2)
    if screenings:
        parts.append(f"{_hedge(screenings)}shown at the " + listed([_event(c) for _, c in screenings]))
        cited += screenings
    for kind, verb in (("nomination", "up for"), ("award", "winner of")):
        found = _pick(own, kind, 2)
        if found:
            parts.append(f"{_hedge(found)}{verb} {listed([_prize(c) for _, c in found])}")
            cited += found
    release = sorted(_pick(own, "release"), key=lambda x: x[1].status != "stated")[:1]
    if release:
        parts.append(f"{_hedge(release)}out {_release(release[0][1])}")
        cited += release
    takings = _pick(own, "box_office", 1)
    if takings:
        c = takings[0][1]
        place = f" in {c.get('territory')}".replace("in worldwide", "worldwide") if c.get("territory") else ""
        parts.append(f"{_hedge(takings)}{money(float(c.get('amount') or 0), str(c.get('currency')))} taken{place}")
        cited += takings
    return _bullet(parts, cited)


def _event(c: Claim) -> str:
    return f"{c.get('event')} {c.get('year')}" if c.get("year") else str(c.get("event"))
