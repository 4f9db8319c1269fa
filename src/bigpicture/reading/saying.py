"""Verbs of saying, and the sentence round a quotation."""

from __future__ import annotations

import re

SAY = (
    r"said|says?|saying|told|tells?|telling|added|adds|adding|wrote|writes|writing|tweeted|tweets|posted|explain(?:ed|s|ing)|recall(?:ed|s|ing)|"
    r"jok(?:ed|es|ing)|quip(?:ped|s)|admit(?:ted|s|ting)|confess(?:ed|es)|not(?:ed|es|ing)|insist(?:ed|s|ing)|repl(?:ied|ies|ying)|argu(?:ed|es|ing)|"
    r"warn(?:ed|s|ing)|promis(?:ed|es|ing)|laugh(?:ed|s|ing)|continu(?:ed|es)|conclud(?:ed|es)|remember(?:ed|s|ing)|reveal(?:ed|s|ing)|teas(?:ed|es|ing)|"
    r"declar(?:ed|es|ing)|announc(?:ed|es|ing)|ask(?:ed|s|ing)|comment(?:ed|s|ing)|stat(?:ed|es|ing)|enthus(?:ed|es)|gush(?:ed|es)|mus(?:ed|es)|"
    r"conced(?:ed|es)|plead(?:ed|s)|report(?:ed|s)|sw(?:ore|ears)|shrug(?:ged|s)|sigh(?:ed|s)|smil(?:ed|es)|grin(?:ned|s)|observ(?:ed|es)|offer(?:ed|s)|"
    r"caution(?:ed|s)|suggest(?:ed|s)|complain(?:ed|s)|claim(?:ed|s|ing)|counter(?:ed|s)|deadpan(?:ned|s)|crack(?:ed|s)|answer(?:ed|s)|agre(?:ed|es)|"
    r"shout(?:ed|s)|respond(?:ed|s)|thank(?:ed|s)|volunteer(?:ed|s)|protest(?:ed|s)|den(?:ied|ies)|put (?:it|things)|puts (?:it|things)|goes on|went on|"
    r"chuckl(?:ed|es)|beam(?:ed|s)|boast(?:ed|s)|predict(?:ed|s)|stress(?:ed|es)|emphasi[sz](?:ed|es)|testified|vow(?:ed|s)|read from|let slip|cop(?:ped|s) to"
)
CALL = (
    r"call(?:ed|s|ing)|describ(?:ed|es|ing)|dub(?:bed|s|bing)|labell?(?:ed|s)|compar(?:ed|es|ing)|liken(?:ed|s)|found|finds|prais(?:ed|es|ing)|"
    r"hail(?:ed|s|ing)|dismiss(?:ed|es|ing)|summ(?:ed|s) up|characteri[sz]ed|felt|feels|thinks|thought|feared|pronounced|deemed|look(?:s|ed) back on|refer(?:red|s) to"
)
SAYS = re.compile(rf"\b(?:{SAY})\b", re.I)
SAYS_OF = re.compile(rf"\b(?:{SAY}|{CALL}|according to)\b", re.I)
SENTENCE = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|vs))(?<!Mrs)[.!?][”’\"']?\s+(?=[“‘\"'A-Z0-9])")
WORD = re.compile(r"[^\W_][\w'’.-]*")
_SMALL = frozenset(
    ["a", "an", "the", "of", "and", "or", "in", "on", "at", "to", "for", "by", "with", "from", "as", "vs",
     "de", "la", "le", "el", "del", "der", "die", "das", "un", "une", "e", "y"]
)  # fmt: skip


def like_title(words: str) -> bool:
    """Every long word with a capital: "Maids of Dishonor," but not "Please stop." """
    found = [w for w in WORD.findall(words.rstrip(".,")) if w.lower() not in _SMALL]
    return bool(found) and len(found) <= 9 and all(w[0].isupper() or w[0].isdigit() for w in found)


def clause_before(text: str, start: int, low: int = 0) -> tuple[int, int]:
    """The sentence's stretch before a quotation: from its beginning, or from the mark that ends an earlier one.

    A paragraph that ends in a colon leads to the quotation that opens the next one.
    """
    lead = text[max(0, start - 8) : start].rstrip()
    if lead.endswith(":"):
        start = max(0, start - 8) + len(lead)
    low = max(low, start - 240, text.rfind("\n", 0, start) + 1)
    for end in SENTENCE.finditer(text, low, start + 1):
        low = end.end()
    return min(low, start), start


def clause_after(text: str, end: int, high: int | None = None) -> tuple[int, int]:
    """The sentence's stretch after a quotation."""
    high = min(len(text) if high is None else high, end + 200)
    line = text.find("\n", end, high)
    stop = SENTENCE.search(text, end, line if line >= 0 else high)
    return end, stop.start() + 1 if stop else line if line >= 0 else high
