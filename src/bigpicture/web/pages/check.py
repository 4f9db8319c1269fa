"""A draft held against the record: pasted or uploaded, read, shown beside its evidence, and forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePath
from threading import BoundedSemaphore, Lock
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, UploadFile
from starlette.responses import Response

from bigpicture import Article, Claim, Reading, read, times
from bigpicture.checking import NO_FILM, Checked, checked
from bigpicture.errors import InputError, ModelError
from bigpicture.intake import KINDS
from bigpicture.intake.bytes import decode
from bigpicture.intake.dates import published_date
from bigpicture.record.known import Film
from bigpicture.report import labelled, saying, sentence
from bigpicture.web import access
from bigpicture.web.facts import STANDINGS, Proof, proof
from bigpicture.web.limits import limited
from bigpicture.web.render import page
from bigpicture.weighing.check import VERDICTS

router = APIRouter(include_in_schema=False)
LONGEST = 30_000  # characters of a draft, twice those of a long feature: read in some ten seconds
LARGEST = 900_000  # bytes of an uploaded page
_UPLOADS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
_SHOWN = 100  # claims
_ROOM = 44_000  # characters of words that are shown, each counted once: with a draft of LONGEST the page stays under 60 KB packed
# The verdict's shape, and the class whose colour helps.
_SHAPES = {
    "contradicted": ("✕", "denied"), "outdated": ("◌", "superseded"), "contested": ("◐", "contested"),
    "rumoured": ("○", "rumoured"), "unknown": ("?", "soft"), "confirmed": ("●", "agreed"),
}  # fmt: skip
_READING = Lock()  # one draft at a time: the model takes a core, and pages are to stay quick
_WAITING = BoundedSemaphore(4)  # who may wait for it, so that the others' threads stay free


@dataclass(frozen=True, slots=True)
class Backing:
    """A fact of the record that a verdict rests on, in its words."""

    text: str
    word: str  # its standing
    shape: str
    standing: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Line:
    """A claim of the draft, with its verdict."""

    outcome: str  # weighing.check.VERDICTS
    shape: str
    colour: str
    because: str
    work: str | None
    film: Film | None  # where it is clear
    candidates: tuple[Film, ...]  # where it is not
    text: str
    hedge: str  # "" for what is stated
    before: str  # the draft's sentence round its words
    words: str
    after: str
    backing: tuple[Backing, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What the page shows: the form, and what was found."""

    text: str = ""  # as it was pasted
    published: str = ""
    problem: str = ""  # why it could not be read
    done: bool = False
    counts: tuple[tuple[str, str, str, int, str], ...] = ()  # verdict, shape, colour, how many, what it means
    groups: tuple[tuple[str, tuple[Line, ...]], ...] = ()  # by verdict
    more: int = 0  # claims that are not shown
    strangers: tuple[
        tuple[str, int], ...
    ] = ()  # works that the record does not know, and how many claims are about each
    notes: tuple[str, ...] = ()
    longest: int = LONGEST
    uploads: str = ",".join(_UPLOADS)


@router.get("/check")
def ask(request: Request) -> Response:
    """The page to paste or upload a draft."""
    return page(request, "check.html", CheckPage())


@router.post("/check", dependencies=[Depends(access.ours), Depends(limited("check"))])
def answer(
    request: Request,
    text: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    draft: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Every claim of a draft beside its evidence. The draft is kept nowhere."""
    try:
        article = _article(text, draft, published.strip())
        reading = _read(article)
    except InputError as error:
        return _page(request, CheckPage(text[:LONGEST], published, f"{error.problem}; {error.remedy}"), 422)
    with request.app.state.record.read() as connection:
        found = checked(connection, reading, times.now())
    return _page(request, _shown(CheckPage(text, published, done=True), reading, found))


def _page(request: Request, context: CheckPage, status: int = 200) -> Response:
    made = page(request, "check.html", context, status)
    made.headers["cache-control"] = "no-store"
    return made


def _article(text: str, draft: UploadFile | None, published: str) -> Article:
    """The draft; an uploaded file is taken before pasted text. Raises InputError."""
    name, data = "the draft", b""
    if draft is not None and draft.filename:
        name, data = PurePath(draft.filename).name[-100:], draft.file.read(LARGEST + 1)
    suffix = PurePath(name).suffix.lower() if data else ".html" if text.lstrip()[:1] == "<" else ".md"
    if suffix not in _UPLOADS:
        raise InputError(name, "not of a kind that is read here", f"give text, Markdown or HTML: {', '.join(_UPLOADS)}")
    if len(data) > LARGEST:
        raise InputError(name, f"larger than {LARGEST // 1000} kB", "give the text alone")
    whole = decode(name, data or text.encode("utf-8", "replace"))
    if not whole.strip():
        raise InputError(name, "an empty draft", "paste some text, or choose a file")
    found = list(KINDS[suffix](name, whole))
    if not found or len(found[0].text) > LONGEST:
        raise InputError(name, f"longer than {LONGEST:,} characters", "check it in parts")
    return replace(found[0], published=published_date("the date", published)) if published else found[0]


def _read(article: Article) -> Reading:
    """Everything that it claims. Raises InputError where the model is missing, HTTPException (503) where it is busy."""
    if not _WAITING.acquire(blocking=False):
        raise HTTPException(503, "several drafts are being read; try again in a minute", {"retry-after": "30"})
    try:
        with _READING:
            return read(article)
    except ModelError as error:
        raise InputError("the draft", f"it cannot be read here ({error})", "install bigpicture anew") from None
    finally:
        _WAITING.release()


def _shown(context: CheckPage, reading: Reading, found: Sequence[Checked]) -> CheckPage:
    known = [one for one in found if one.verdict.because != NO_FILM]
    works = [str(one.claim.work) for one in found if one.verdict.because == NO_FILM]
    counts = {name: sum(one.verdict.outcome == name for one in known) for name in VERDICTS}
    rank = list(VERDICTS).index
    order = sorted(known, key=lambda one: rank(one.verdict.outcome))  # within a verdict as in the draft
    lines = list(_fitting(_line(reading, one) for one in order[:_SHOWN]))
    return replace(
        context,
        counts=tuple((name, *_SHAPES[name], count, VERDICTS[name]) for name, count in counts.items() if count),
        groups=tuple((name, tuple(own)) for name, own in groupby(lines, key=lambda line: line.outcome)),
        more=len(order) - len(lines),
        strangers=tuple((work, works.count(work)) for work in dict.fromkeys(works)),
        notes=reading.notes,
    )


def _fitting(lines: Iterable[Line]) -> Iterator[Line]:
    """The first lines, as many as there is room for: the weightiest verdicts come first."""
    shown: set[str] = set()
    for line in lines:
        proofs = (one.proof for one in line.backing)
        parts = [line.before, line.words, line.after, line.text, line.because, line.work or ""]
        parts += (text for p in proofs for text in (p.before, p.words, p.after, p.headline or "", p.url or ""))
        shown.update(parts)
        if sum(map(len, shown)) > _ROOM:
            return
        yield line


def _line(reading: Reading, one: Checked) -> Line:
    claim, verdict = one.claim, one.verdict
    shape, colour = _SHAPES[verdict.outcome]
    before, words, after = sentence(reading.article.text, claim.evidence.start, claim.evidence.end)
    backing = tuple(
        Backing(labelled(g.fact.type, g.fact.values), *STANDINGS[g.fact.standing], g.fact.standing, proof(w))
        for g, w in zip(verdict.grounds, one.words, strict=True)
    )
    clear = one.films[0] if len(one.films) == 1 else None
    return Line(
        verdict.outcome, shape, colour, verdict.because, claim.work, clear, one.films if len(one.films) > 1 else (),
        _told(claim), "" if claim.status == "stated" else claim.status, before.lstrip(), words, after.rstrip(), backing,
    )  # fmt: skip


def _told(claim: Claim) -> str:
    return f"{claim.type.replace('_', ' ')}: {saying(claim.type, claim.values)}"
