"""Who said a quotation: the name beside the verb of saying, else the one whom a pronoun, a role or the context means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bigpicture.reading.quotemarks import Quotation
from bigpicture.reading.saying import SAYS, SAYS_OF, SENTENCE, clause_after, clause_before

Person = tuple[int, int, str]
Answer = tuple[str | None, str]

_HE = re.compile(r"\b(?:he|she|they)\b", re.I)
_GENDERED = re.compile(r"\b(?:(?P<she>she|her|herself)|(?P<he>he|his|him|himself))\b", re.I)
_TITLE = re.compile(r"\b(?:(?P<she>Ms|Mrs|Miss|Dame|Lady|actress|Actress|comedienne)|(?P<he>Mr|Sir|Lord))\.? $")
_OWNER = re.compile(r"['’]")
# A person without a name: "a rival publicist", "one executive"; a publication or an organisation is none
_NOUN = (
    r"(?:publicist|executive|insider|critic|reviewer|viewer|fan|voter|"
    r"agent|friend|neighbou?r|juror|exhibitor|manager|usher|colleague|producer|official|analyst|resident|member|rival|observer|distributor|"
    r"programmer|buyer|lawyer|teacher|student|onlooker|patron|customer|(?:fire|police)(?:man|woman)|officer)\b"
)  # fmt: skip
_SOMEBODY = re.compile(rf"\b(?:an?|one|another) (?:[\w'’-]+ ){{0,3}}?{_NOUN}(?: {_NOUN})?", re.I)
_PICTURE = r"(?:film|movie|comedy|drama|thriller|debut|feature|picture|documentary|epic|romance|satire|western|biopic|sequel|short|series)"
_FAMILIES = (
    ("direct", r"(?:co-)?director|film-?maker|helmer|auteur|writer-director", rf"direct(?:or|ed by|s)|film-?maker|helm(?:er|ed by|s)|auteur|who (?:made|shot)|{_PICTURE} (?:by|from)"),
    ("write", r"(?:screen|co-)?writer|scribe|author|novelist|playwright|scripter", r"writ(?:er|ten by|es)|screenwriter|script|author|novelist|adaptation|novel"),
    ("produce", r"(?:executive |co-)?producer|showrunner|creator", r"produc(?:er|ed by|es)|showrunner|created by|creator"),
    ("act", r"actor|actress|star|comedian|comic|performer|thesp|newcomer", r"actor|actress|star(?:s|ring|red)?|plays?|playing|comedian|comic|portrays"),
    ("compose", r"composer|singer|songwriter|musician", r"composer|score|music by|singer|songwriter"),
)  # fmt: skip
_ROLES = [
    (re.compile(rf"\b(?:the|its) (?:[\w'’-]+ ){{0,4}}?(?:{noun})\b", re.I), re.compile(rf"\b(?:{cue})\b", re.I))
    for _, noun, cue in _FAMILIES
]
_MAKES = re.compile(rf"['’]s? (?:[\w-]+ ){{0,4}}{_PICTURE}\b")  # whose film it is
_ROLE_ACTS = re.compile(
    r",|['’]s\b| (?:is|isn|was|has|had|said|says|told|tells|who|admits|adds|also|explained|noted|confirmed)\b"
)
_BREAK = re.compile(rf"{SENTENCE.pattern}|\n+")
# A name that is no person's, right before the verb: "The New York Times called it"
_CAPITAL = re.compile(
    r"(?:^|[^\w\s]|\b(?:when|as|that|what|and|but|while|though|which|in)\b)\s*(?:[Tt]he )?(?:[A-Z][\w'’&.-]{0,30} ?){1,6}$"
)
_AUXILIARY = re.compile(
    r"(?:\b(?:has|have|had|once|since|recently|later|also|then|already|did|would|famously|even|[a-z]+ly)\s+)+$"
)


@dataclass(frozen=True, slots=True)
class _Scene:
    """The article as speakers are looked for: people outside the quotations, and who spoke so far."""

    text: str
    people: list[Person]
    spoken: list[tuple[Quotation, str]]

    def inside(self, low: int, high: int) -> list[Person]:
        return [p for p in self.people if low <= p[0] and p[1] <= high]

    def owns(self, person: Person) -> bool:
        """Whether a name stands as an owner: "Vann's costar" is not Vann."""
        return bool(_OWNER.match(self.text, person[1]))


def attribute(quotation: Quotation, quotations: list[Quotation], people: list[Person], text: str) -> Answer:
    """The speaker's full name and the reason; (None, reason) where no person speaks.

    `people` are (start, end, full name) of every mention in text order.
    """
    return _answers(tuple(quotations), tuple(people), text).get(quotation, (None, "not among the quotations"))


@lru_cache(maxsize=2)
def _answers(quotations: tuple[Quotation, ...], people: tuple[Person, ...], text: str) -> dict[Quotation, Answer]:
    """Who says each quotation: found in text order, since "she added" leans on who spoke before; kept for the next call."""
    quoted = bytearray(len(text))
    for start, end in (part for one in quotations for part in one.parts):
        quoted[start:end] = b"\1" * (end - start)
    scene = _Scene(text, [p for p in people if not any(quoted[p[0] : p[1]])], [])
    out: dict[Quotation, Answer] = {}
    for at, one in enumerate(quotations):
        low = quotations[at - 1].end if at else 0
        high = quotations[at + 1].start if at + 1 < len(quotations) else len(text)
        name, _ = out[one] = _speaker(scene, one, low, high)
        if name:
            scene.spoken.append((one, name))
    return out


def _speaker(scene: _Scene, one: Quotation, low: int, high: int) -> Answer:
    """The first answer: between the parts of a split quotation, before it, after it, or by the context."""
    for stretch in _gaps(one):
        found = _after(scene, *clause_after(scene.text, *stretch))
        if found:
            return found
    after = clause_after(scene.text, one.end, high)
    if scene.text[one.end - 2] in ",?!…" or scene.text[one.end : one.end + 1] == ",":
        found = _after(scene, *after)
        if found:
            return found
    return _before(scene, *clause_before(scene.text, one.start, low)) or _after(scene, *after) or _context(scene, one)


def _gaps(one: Quotation) -> Iterator[tuple[int, int]]:
    """The stretches between the parts of a split quotation."""
    return ((a[1], b[0]) for a, b in pairwise(one.parts) if b[0] - a[1] > 3)


def _after(scene: _Scene, low: int, high: int) -> Answer | None:
    """ "…," said X; "…," X told EW; "…," she added; "…," the director said; "…" is how X described it."""
    verb = (SAYS_OF if scene.text.startswith((" is how", ", is how"), low) else SAYS).search(
        scene.text, low, min(high, low + 120)
    )
    if verb is None:
        return None
    subject = scene.text[low : verb.start()]
    if not re.sub(r"\b[a-z]+ly\b", "", subject).strip(" ,"):
        return _inverted(scene, verb, low, high)
    ahead = [p for p in scene.inside(low, verb.start()) if not scene.owns(p)]
    if ahead and not _HE.match(subject.lstrip(" ,")):
        return ahead[0][2], f"the one who {verb[0]!r} stands after"
    if not ahead and _CAPITAL.search(subject[-200:].rstrip()) and not _HE.search(subject):
        return None, "no person speaks"
    return _unnamed(scene, subject, low)


def _inverted(scene: _Scene, verb: re.Match[str], low: int, high: int) -> Answer | None:
    """ "…," said X: the first name after the verb, unless a role or somebody stands there alone."""
    behind = [p for p in scene.inside(verb.end(), high) if p[0] - verb.end() < 100 and not scene.owns(p)]
    between = scene.text[verb.end() : behind[0][0] if behind else min(high, verb.end() + 60)]
    alone = any(role.search(between) and not _reaches(role, between) for role, _ in _ROLES) or _SOMEBODY.match(
        between.lstrip()
    )
    if behind and not alone:
        return behind[0][2], f"named after {verb[0]!r}"
    return _unnamed(scene, between, low)


def _reaches(role: re.Pattern[str], between: str) -> bool:
    """Whether a role stands beside the name: "the producer, Fenella", not "the screenwriter, 44, who met Fenella"."""
    last = list(role.finditer(between))[-1]
    return len(between) - last.end() <= 3


def _before(scene: _Scene, low: int, high: int) -> Answer | None:
    """X said: "…"; X told EW that she "…"; according to X, "…"."""
    verbs = list(SAYS_OF.finditer(scene.text, low, high))
    if not verbs:
        named = scene.inside(low, high)
        return (named[0][2], "named before a colon") if named and scene.text[:high].rstrip().endswith(":") else None
    verb = verbs[-1]
    if verb[0].lower() == "according to":
        behind = scene.inside(verb.end(), high)
        return (behind[0][2], "according to") if behind else (None, "according to no person")
    if not re.search(r"\w", scene.text[low : verb.start()]):
        behind = scene.inside(verb.end(), high)
        return (behind[0][2], f"named after {verb[0]!r}") if behind else None
    return _subject(scene, low, verb)


def _subject(scene: _Scene, low: int, verb: re.Match[str]) -> Answer | None:
    """Whom a verb before a quotation has for its subject: the name beside it, else the sentence's first."""
    lead = _AUXILIARY.sub("", scene.text[low : verb.start()])
    end = low + len(lead.rstrip())
    ahead = [p for p in scene.inside(low, verb.start()) if not scene.owns(p)]
    beside = [p for p in ahead if p[1] == end]
    if beside:
        return beside[-1][2], f"named before {verb[0]!r}"
    pronoun = re.search(r"\b(he|she|they|who) ?$", lead, re.I)
    if pronoun and pronoun[1].lower() != "who":
        here = [p for p in ahead if _gender(scene, p[2]) in (None, pronoun[1].lower())]
        role = None if here else _role_subject(scene.text, low, end)
        if role:
            return _with_role(scene, role, low)
        return (here[0][2], f"{pronoun[1]!r} in its sentence") if here else _meant(scene, pronoun[1].lower(), low)
    if not ahead and _CAPITAL.search(lead.rstrip()):
        return None, "no person speaks"
    if ahead:
        return ahead[0][2], f"the one who {verb[0]!r} stands after"
    return _unnamed(scene, lead, low)


def _unnamed(scene: _Scene, subject: str, low: int) -> Answer | None:
    """A subject without a name: somebody, a pronoun or a role."""
    somebody = _SOMEBODY.search(subject)
    if somebody and not _HE.match(subject.lstrip(" ,")):
        return somebody[0], "a person without a name"
    pronoun = _HE.search(subject)
    if pronoun:
        return _meant(scene, pronoun[0].lower(), low)
    for role, cue in _ROLES:
        if role.search(subject):
            return _with_role(scene, cue, low)
    return None


def _with_role(scene: _Scene, cue: re.Pattern[str], at: int) -> Answer:
    """Whom a role means: the last named beside a word of that role, else the sentence's subject before."""
    if "actor" in cue.pattern:
        return _meant(scene, "", at)  # half an article's people act: the role tells nobody apart
    known = {p[2] for p in scene.people if _beside(scene, p, cue)}
    known |= {p[2] for p in scene.people if "direct" in cue.pattern and _MAKES.match(scene.text, p[1])}
    near = scene.inside(scene.text.rfind("\n", 0, max(at - 2, 0)) + 1, at)
    named = [p for p in near if p[2] in known] or [p for p in scene.people if p[2] in known]
    earlier = [p for p in named if p[1] <= at] or named[:1]
    if earlier:
        return earlier[-1][2], "the one named with that role"
    return _meant(scene, "", at)


def _beside(scene: _Scene, person: Person, cue: re.Pattern[str]) -> bool:
    before = scene.text[max(0, person[0] - 28) : person[0]]
    found = list(cue.finditer(before))
    if found and re.fullmatch(r",?(?: [\w’'.-]+)?[ ]*", before[found[-1].end() :]):
        return True
    return bool(
        re.match(
            rf"(?:, (?:the|a|an|who|whose)(?: [\w'’-]+){{0,3}})? ?(?:{cue.pattern})",
            scene.text[person[1] : person[1] + 60],
        )
    )


def _meant(scene: _Scene, pronoun: str, at: int) -> Answer:
    """Whom a pronoun means: the subject of the sentence before, going back over sentences about the same one."""
    for low, high in _sentences_back(scene.text, at):
        if _HE.match(scene.text, low):
            continue
        named = scene.inside(low, high)
        named = [p for p in named if not scene.owns(p)] or [p for p in named[:1] if p[0] - low < 25]
        fit = [p for p in named if pronoun in ("", "they") or _gender(scene, p[2]) in (None, pronoun)]
        role = _role_subject(scene.text, low, named[0][0] if named else high)
        if role and pronoun:
            return _with_role(scene, role, low)
        if fit:
            return fit[0][2], "the subject of the sentence before"
    if scene.spoken:
        return scene.spoken[-1][1], "the last who spoke"
    earlier = [p for p in scene.people if p[1] <= at]
    return (earlier[-1][2], "the last person named") if earlier else (None, "nobody named before")


def _role_subject(text: str, low: int, high: int) -> re.Pattern[str] | None:
    """The cue of a role that a sentence is about before it names anybody: "The writer-director, who …"."""
    for role, cue in _ROLES:
        found = role.search(text, low, high)
        if found and high - found.end() > 2 and (found.start() == low or _ROLE_ACTS.match(text, found.end())):
            return cue
    return None


def _sentences_back(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The sentences that end before a place, the nearest first, 900 characters back at most."""
    low = max(0, at - 900)
    ends = [low, *(m.end() for m in _BREAK.finditer(text, low, at)), at]
    for start, end in reversed(list(pairwise(ends))):
        if end > start:
            yield start, end


def _gender(scene: _Scene, name: str) -> str | None:
    """'he' or 'she' where the article says so: by a title, or by the pronouns of sentences that name nobody else."""
    votes: Counter[str] = Counter()
    for start, end, full in scene.people:
        if full == name:
            title = _TITLE.search(scene.text[max(0, start - 12) : start])
            if title:
                votes[title.lastgroup or ""] += 3
            stop = next((p[0] for p in scene.people if p[0] >= end and p[2] != name), len(scene.text))
            sentence = SENTENCE.search(scene.text, end, end + 200)
            high = min(stop, sentence.start() if sentence else end + 200)
            found = _GENDERED.search(scene.text, end, high)
            if found:
                votes[found.lastgroup or ""] += 1
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _context(scene: _Scene, one: Quotation) -> Answer:
    """Nobody is named beside it: who spoke last just before, else the subject of the sentence before."""
    if scene.spoken and one.start - scene.spoken[-1][0].end < 400:
        between = scene.text[scene.spoken[-1][0].end : one.start]
        if between.count("\n\n") <= 1 and not _HE.match(between.lstrip(' .,”"')):
            return scene.spoken[-1][1], "goes on from the quotation before"
    low, _ = next(_sentences_back(scene.text, one.start), (0, 0))
    opens = _HE.match(scene.text, low)
    if opens:
        return _meant(scene, opens[0].lower(), low)
    here = [p for p in scene.inside(scene.text.rfind("\n", 0, one.start) + 1, one.start) if not scene.owns(p)]
    often = Counter(name for _, name in scene.spoken).most_common(1)
    if not here and often and often[0][1] > 1 and scene.text[: one.start].endswith("\n"):
        return often[0][0], "the one who speaks throughout"
    return (here[-1][2], "the last person named in the paragraph") if here else (None, "nobody named near")
