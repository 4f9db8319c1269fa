"""What people said in quotation marks; speakers.py finds who said it.

Quotation marks also hold titles, taglines and scare quotes. A stretch in them is a quotation where a verb of saying is
near, or where it is a sentence that goes on from one; it is none where it is written like a title.
"""

from __future__ import annotations

import re

from bigpicture.reading.quotemarks import Piece, Quotation, pieces
from bigpicture.reading.saying import CALL, SAY, SAYS, SENTENCE, WORD, clause_after, clause_before, like_title
from bigpicture.reading.speakers import attribute

__all__ = ["Quotation", "attribute", "find_quotations"]

_END = ",.?!…—–-"
# Words on a poster or a screen, not from a mouth
_PRINTED = re.compile(
    r"\b(?:tagline|poster|artwork|slogan|logline|caption|title card|reads|reading|hashtag|lyrics?|chorus|sung|sings|inscription|"
    r"intertitle|voice[- ]?over|trailer|teaser|synopsis|press release|billed as|titled|entitled|subtitled|the words?|the phrase|chapter|episode|"
    r"in the film|in the movie|on screen|line of dialogue|motto|spelled|translates?|meaning|so-called|known as|nicknamed|"
    r"billing|sign(?:s|ed)? (?:that|reading|saying)|placard|aggregator)\b", re.I)  # fmt: skip
_JOINT_END = re.compile(r"[.,:;—–…](?:\s|$)|[—–]\s?$")
_TURN = re.compile(r"[,;] (?:and|but|while|whereas|as) [A-Z]|\b(?:replied|countered|retorted|responded|answered)\b")
_SAID_THEN = re.compile(rf",? ?(?:[a-z]+ly )?(?:{SAY})\b", re.I)
# What stands between the marks and a verb of saying: a pronoun, a name, or a description
_TAIL = re.compile(
    rf",? ?(?:(?:he|she|they|I|who) (?:[a-z]+ ){{0,2}}?"
    rf"|(?:(?!that\b|which\b)[a-z’'-]+ ){{0,6}}?[A-Z][^.!?“”\"]{{0,70}}?"
    rf"|(?:the|one|an?|another|his|her|its|their) (?:(?!he\b|she\b|they\b|that\b|which\b|who\b|I\b)[\w’'-]+ ){{1,6}}?)\b(?:{SAY})\b"
)
# What speaks without a mouth: "the artwork declares", "the studio said"
_THING = re.compile(
    r",? ?(?:(?:the|its|a|an|their|his|her) (?:[\w’'-]+ ){0,4}?|[a-z]+ )(?:artwork|poster|film|movie|trailer|teaser|tagline|caption|studio|company|network|statement|"
    r"release|magazine|paper|newspaper|review|site|website|post|book|novel|script|label|sign|card|jury|citation|academy|festival|guild|board|streamer|"
    r"distributor|note|headline|blurb|logline|synopsis|page|account|narrator|character)\b", re.I)  # fmt: skip
_IS_HOW = re.compile(rf",? is how\b[^.!?]{{0,60}}\b(?:{SAY}|{CALL})\b", re.I)
_LEAD = re.compile(rf"\b(?:{SAY}|{CALL}|according to)\b[^.!?]{{0,110}}$", re.I)


def find_quotations(text: str) -> list[Quotation]:
    """Every quotation of the text, in order."""
    groups = _groups(text)
    out: list[Quotation] = []
    for i, group in enumerate(groups):
        before = groups[i - 1][-1].end if i else 0
        after = groups[i + 1][0].start if i + 1 < len(groups) else len(text)
        if _spoken(text, group, before, after, out[-1] if out else None):
            out.append(_quotation(text, group))
    return out


def _groups(text: str) -> list[list[Piece]]:
    """The stretches in marks, those together that go on from each other; titles are left out."""
    groups: list[list[Piece]] = []
    for piece in pieces(text):
        if groups and piece.start < groups[-1][-1].end:
            continue
        if groups and _continues(text, groups[-1][-1], piece):
            groups[-1].append(piece)
        elif not like_title(piece.inner(text)) or _SAID_THEN.match(text, piece.end):
            groups.append([piece])
    return groups


def _quotation(text: str, group: list[Piece]) -> Quotation:
    words = " ".join(p.inner(text) for p in group).rstrip(" ,")
    return Quotation(group[0].start, group[-1].end, words, tuple((p.start, p.end) for p in group))


def _continues(text: str, last: Piece, piece: Piece) -> bool:
    """Whether a piece goes on with the one before: over a paragraph's end, or after "she said"."""
    between = text[last.end : piece.start]
    if last.open:
        return not between.strip()
    if not 0 < len(between) <= 240 or "\n" in between or not _like_speech(text, last):
        return False
    if (
        not _JOINT_END.search(between.rstrip('”" ')[-2:] + " ")
        or _SENTENCE_INSIDE.search(between.rstrip())
        or _TURN.search(between)
    ):
        return False
    return bool(SAYS.search(between)) and (
        not like_title(piece.inner(text)) or len(WORD.findall(piece.inner(text))) == 1
    )


_SENTENCE_INSIDE = re.compile(SENTENCE.pattern + r".", re.S)


def _like_speech(text: str, piece: Piece) -> bool:
    """Whether it ends as the first part of a split quotation does: on punctuation, inside the marks or right after."""
    return text[piece.end - 2] in _END or text[piece.end : piece.end + 1] == ","


def _spoken(text: str, group: list[Piece], before: int, after: int, last: Quotation | None) -> bool:
    """Whether a group of pieces is what somebody said."""
    words = group[0].inner(text)
    count = len(WORD.findall(words))
    if not count:
        return False
    lead = text[slice(*clause_before(text, group[0].start, before))]
    tail = text[slice(*clause_after(text, group[-1].end, after))]
    said = (
        _like_speech(text, group[-1]) and bool(_TAIL.match(tail) or _SAID_THEN.match(tail)) and not _THING.match(tail)
    )
    if len(group) > 1 or said:
        return count >= 2 or words[-1] in "!?.,"
    if like_title(words) or _PRINTED.search(lead[-50:]) or _PRINTED.search(tail[:25]):
        return False
    if _LEAD.search(lead) or _SAID_THEN.match(tail) or _IS_HOW.match(tail):
        return count >= 2
    sentence = words[0].isupper() and count >= 4 and words[-1] in ".?!…,—"
    return sentence and (count >= 6 or _goes_on(text, group[0], last))


def _goes_on(text: str, piece: Piece, last: Quotation | None) -> bool:
    """Whether a quotation stands shortly before, so that a sentence in marks goes on from it."""
    return last is not None and piece.start - last.end < 300 and text[last.end : piece.start].count("\n\n") <= 1
