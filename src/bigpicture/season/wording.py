"""How names of bodies and of prizes are worded: what makes no difference is taken off before two wordings are compared.

A prize is compared as a set of words, without those that any prize may have ("best", "outstanding performance by an", "award
for") and with one word for what is the same ("directing", "direction", "director"). A set has to be known as a whole: nothing
is guessed from a part, so "supporting" is not "supporting actor", and "actor" is neither drama nor comedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from bigpicture.folding import plain

Words = frozenset[str]
Table = Mapping[Words | str, tuple[str, ...]]

# Phrases that are one thing, in folded words; the first that fits at a place counts.
_PHRASES = (
    (r"music(?= (?:original )?song\b)", ""),
    (r"short subject", "short"),
    (r"latin american", "latinamerican"),
    (
        r"(?:film )?not in (?:the )?english(?: language)?|non english(?: language)?|foreign (?:language|lingo)",
        "international",
    ),
    (r"directors? of photography", "cinematography"),
    (r"art direct(?:ion|ors?)", "production design"),
    (r"motion pictures?|feature films?", "film"),
    (r"make up", "makeup"),
    (r"non fiction", "documentary"),
    (r"female actors?|actors? female", "actress"),
    (r"male actors?|actors? male", "actor"),
    (r"film makers?", "filmmaker"),
    (r"u s(?: a)?|american", "us"),
    (r"first time", "first"),
    (r"sci fi|science fiction", "scifi"),
    (r"top 10", "top ten"),
    (r"hair (?:styling|design)", "hair"),
)
_PHRASE = re.compile(r"\b(?:" + "|".join(f"({phrase})" for phrase, _ in _PHRASES) + r")\b")
_SAME = {
    word: one
    for one, words in {
        "film": "picture pictures movie movies feature features films",
        "director": "directing direction directors directed directorial",
        "screenplay": "script scripts screenplays screenwriter screenwriters screenwriting writer writers writing",
        "score": "music composer composers scoring",
        "lead": "leading",
        "supporting": "support",
        "international": "foreign",
        "documentary": "documentaries doc docs docu nonfiction",
        "animated": "animation",
        "cinematography": "cinematographer cinematographers photography",
        "editing": "editor editors",
        "design": "designer designers",
        "costume": "costumes",
        "hair": "hairstyling hairstyle hairstyles hairdressing",
        "effects": "effect vfx",
        "drama": "dramatic dramas",
        "comedy": "comedies comedic comic",
        "short": "shorts",
        "song": "songs",
        "stunt": "stunts",
        "adapted": "adaptation adapting adaptations",
        "favorite": "favourite favorites favourites",
        "first": "debut",
        "narrative": "narratives",
    }.items()
    for word in words.split()
}
_EMPTY = frozenset(
    "best the a an of for in by to at on from or and award awards prize prizes prix honor honors honour honours category "
    "outstanding achievement achievements performance performances role roles year years section field race trophy gong nod "
    "nods nomination nominations top any annual competition".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILM = frozenset({"film"})

_LEAD = re.compile(
    r"(?:(?:the|this|last|next|its|years|annual|inaugural|edition of|\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d|edition)\s+)+"
)
_TRAIL = re.compile(r"(?:\s+(?:(?:19|20)\d\d|ceremony|edition|gala|nominations|winners))+$")
_TAILS = (
    "Film Festival", "International Film Festival", "Festival", "Fest", "Film Fest", "International Festival", "Int'l Film Festival",
)  # fmt: skip


def event(name: str) -> str:
    """A body's name folded, without its edition: "The 96th annual Academy Awards ceremony" is "academy awards"."""
    folded = " ".join(w for w in plain(name).split() if w != "and")
    bare = _TRAIL.sub("", _LEAD.sub("", folded, count=1) if _LEAD.match(folded) else folded)
    return bare or folded


def derived(name: str) -> Iterator[str]:
    """Wordings that follow from a name: "Academy Award", "Toronto Film Fest" of the Toronto International Film Festival."""
    if name.endswith(" Awards"):
        yield name.removesuffix("s")
    stem = name.removesuffix(" Film Festival")
    if stem != name:
        for tail in _TAILS:
            yield f"{stem.removesuffix(' International')} {tail}"


def reduced(words: str) -> Words:
    """The words of a prize that matter, each in one form."""
    text = _PHRASE.sub(lambda m: _PHRASES[(m.lastindex or 1) - 1][1], plain(words))
    found = (_SAME.get(w, w) for w in text.split() if not _YEAR.fullmatch(w))
    return frozenset(w for w in found if w not in _EMPTY)


def table(pairs: Iterable[tuple[str, str]]) -> Table:
    """Wordings, as written and reduced, to the ids that claim them."""
    out: dict[Words | str, dict[str, None]] = {}
    for words, key in pairs:
        out.setdefault(plain(words), {})[key] = None
        if reduced(words):
            out.setdefault(reduced(words), {})[key] = None
    return {words: tuple(keys) for words, keys in out.items()}


def find(words: str, known: Table, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids that claim a wording: as written, reduced, without "film", without the body's own name before or after it."""
    folded = plain(words)
    found = _find(folded, known)
    if found:
        return found
    for name in sorted({form for n in names for form in (plain(n), plain(n).removesuffix("s"))}, key=len, reverse=True):
        if folded.startswith(name + " "):
            return _find(folded[len(name) :].strip(), known)
        if folded.endswith(" " + name):
            return _find(folded[: -len(name)].strip(), known)
    return ()


def _find(folded: str, known: Table) -> tuple[str, ...]:
    if folded in known:
        return known[folded]
    words = reduced(folded)
    return known.get(words) or known.get(words - _FILM, ()) if words else ()
