"""A reading as plain, well-set terminal text: one block a film, its three bullets, then the facts in sections."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bigpicture.model import Claim, Film, Reading, Value
from bigpicture.reading.wording import date, money
from bigpicture.vocabulary import CLAIM_TYPES

Values = Mapping[str, Value]
SECTIONS = (
    "What it is",
    "People",
    "Cast",
    "Companies",
    "Release",
    "Festivals",
    "Nominations",
    "Awards",
    "Box office",
    "First looks",
    "Said",
)
_LABELS = {"director": "director", "writer": "writer", "producer": "producer", "genre": "genre", "based_on": "based on"}
_COMPACT = 2  # a film with no more claims than this is set on lines of its own after the others
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<![ .][A-Z]\.)[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Look:
    """How to set a report: its width in columns, whether it shows evidence and chains, and how it marks words."""

    width: int = 88
    evidence: bool = False
    why: bool = False
    colour: bool = False

    def style(self, text: str, code: str) -> str:
        """`text` in an ANSI style, where the terminal has any."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def report(reading: Reading, look: Look) -> str:
    """The whole reading, ending in a line break."""
    article = reading.article
    lines = [look.style(_heading(reading), "2"), ""]
    if reading.notes:
        lines += [f"  {note}" for note in reading.notes]
    elif not reading.claims:
        lines.append("  No claim about a film.")
    full = [f for f in reading.films if len(f.claims) > _COMPACT or f is reading.films[0]]
    for film in full:
        lines += [*_film(reading, film, look), ""]
    rest = [f for f in reading.films if f not in full]
    if rest:
        lines += ["Also named", ""]
        for film in rest:
            lines += _passing(reading, film, look)
        lines.append("")
    loose = [c for c in reading.claims if c.work is None]
    if loose:
        lines += ["About no one film", ""]
        for claim in loose:
            lines += _fact(claim, article.text, look)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(reading: Reading) -> str:
    article = reading.article
    parts = [
        p
        for p in (article.title or article.id, article.outlet, date(article.published) if article.published else None)
        if p
    ]
    return " · ".join(safe(p) for p in parts)


def safe(text: str) -> str:
    """Terminal control characters made visible: an article must not move the cursor or turn the text round."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "\ufffd", text)


def _film(reading: Reading, film: Film, look: Look) -> Iterator[str]:
    title = safe(film.title) + (f" ({film.year})" if film.year else "")
    yield look.style(title, "1")
    yield "─" * min(look.width, max(4, len(title)))
    for bullet in film.takeaways:
        yield from wrap(safe(bullet.text), look.width, "  • ", "    ")
    claims = [reading.claims[i] for i in film.claims]
    for section in SECTIONS:
        own = [c for c in claims if CLAIM_TYPES[c.type].heading == section]
        if own:
            yield ""
            yield "  " + look.style(section, "4") if look.colour else f"  {section}"
            for claim in own:
                yield from _fact(claim, reading.article.text, look)


def _passing(reading: Reading, film: Film, look: Look) -> Iterator[str]:
    claims = [reading.claims[i] for i in film.claims]
    title = safe(film.title) + (f" ({film.year})" if film.year else "")
    said = "; ".join(" ".join(_labelled(c).split()) + _stance(c) for c in claims)
    yield from wrap(f"{title}: {said}", look.width, "    ", "      ")
    if look.evidence or look.why:
        for claim in claims:
            yield from _behind(claim, reading.article.text, look)


def _fact(claim: Claim, text: str, look: Look) -> Iterator[str]:
    yield from wrap(_labelled(claim) + _stance(claim), look.width, "    ", "      ")
    yield from _behind(claim, text, look)


def _behind(claim: Claim, text: str, look: Look) -> Iterator[str]:
    if look.evidence:
        yield from wrap(_marked(claim, text, look), look.width, "      │ ", "      │ ")
    if look.why:
        for step in (f"made by {claim.by}, confidence {claim.confidence:.2f}", *claim.why):
            yield from wrap(safe(step), look.width, "      ∵ ", "        ")


def _stance(claim: Claim) -> str:
    return "" if claim.status == "stated" else f" ({claim.status})"


def _labelled(claim: Claim) -> str:
    return labelled(claim.type, claim.values)


def labelled(kind: str, values: Mapping[str, Value]) -> str:
    """The values of a claim or fact as one line, with its label where it has one."""
    said = safe(_SAY[kind](values))
    label = _LABELS.get(kind)
    return f"{label:<10}{said}" if label else said


def saying(kind: str, values: Mapping[str, Value]) -> str:
    """The same without a label: "Ada Quill as Mara", "13 November 2026, UK, theatrical"."""
    return safe(_SAY[kind](values))


def _marked(claim: Claim, text: str, look: Look) -> str:
    return marked(text, claim.evidence.start, claim.evidence.end, look)


def marked(text: str, first: int, last: int, look: Look) -> str:
    """The sentence of the evidence at text[first:last], its words marked."""
    before, words, after = sentence(text, first, last)
    shown = " ".join(look.style(w, "1") for w in words.split(" ")) if look.colour else f"«{words}»"
    return f"{before}{shown}{after}".strip()


def sentence(text: str, first: int, last: int) -> tuple[str, str, str]:
    """(what stands before, the words at text[first:last], what stands behind) of the sentence that has them, on one line."""
    ends = _SENTENCE_END.finditer(text, max(0, first - 400), first + 1)
    start = max([0, *(m.end() for m in ends if m.end() <= first)])
    if first - start > 400:
        start = first
    after = _SENTENCE_END.search(text, last - 1 if last else 0, min(len(text), last + 400))
    end = max(last, after.start() if after else min(len(text), last + 400))
    words = safe(" ".join(text[first:last].split()))
    return safe(_flat(text[start:first])), words, safe(_flat(text[last:end]))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    """Lines of at most `width` columns, the first and the others with their own indent."""
    lines = textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return lines or [first.rstrip()]


def _person(c: Values) -> str:
    return str(c.get("person"))


def _cast(c: Values) -> str:
    return f"{c.get('person')} as {c.get('character')}" if c.get("character") else _person(c)


def _company(c: Values) -> str:
    return f"{c.get('organization')}" + (f", {c.get('role')}" if c.get("role") else "")


def _origin(c: Values) -> str:
    parts = [str(x) for x in (c.get("title"), c.get("author")) if x]
    return " by ".join(parts) if c.get("title") else f"a work by {c.get('author')}"


def _release(c: Values) -> str:
    rest = [str(x) for x in (c.get("territory"), c.get("mode")) if x]
    return ", ".join([date(str(c.get("date"))), *rest])


def _screening(c: Values) -> str:
    year = f" {c.get('year')}" if c.get("year") else ""
    return f"{c.get('event')}{year}" + (f", {c.get('kind')}" if c.get("kind") else "")


def _prize(c: Values) -> str:
    year = f" {c.get('year')}" if c.get("year") else ""
    count = f"{c.get('count')} in all" if c.get("count") else None
    parts = [f"{c.get('award') or 'unnamed body'}{year}", c.get("category"), c.get("person"), count]
    return ", ".join(str(p) for p in parts if p)


def _takings(c: Values) -> str:
    rest = [str(x) for x in (c.get("territory"), c.get("period")) if x]
    return ", ".join([money(float(c.get("amount") or 0), str(c.get("currency"))), *rest])


def _quote(c: Values) -> str:
    return f"{c.get('speaker')}: “{_flat(str(c.get('text')))}”"


_SAY: dict[str, Callable[[Values], str]] = {
    "director": _person, "writer": _person, "producer": _person, "cast": _cast, "company": _company,
    "genre": lambda c: str(c.get("genre")), "based_on": _origin, "release": _release, "screening": _screening,
    "nomination": _prize, "award": _prize, "box_office": _takings, "material": lambda c: str(c.get("kind")), "quote": _quote,
}  # fmt: skip
