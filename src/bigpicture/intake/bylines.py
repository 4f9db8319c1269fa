"""Names in bylines: each alone, without "By", roles, addresses and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bigpicture.intake.plain import line_of

_MOST, _LONGEST = 20, 80  # names of an article; characters of a name
_BY = re.compile(
    r"^(?:(?:written|words|text|story|reviewed|reported|review|posted|published|report|interview)\s+)?(?:by|von|par|por|di|door|av|af|przez|autore?|author)\b[:\s]+",
    re.I,
)
_AND = re.compile(r"\s*(?:;|\||·|•|,?\s+(?:and|und|et|y|e|en|og|och|&|with)\s)\s*", re.I)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+")
_ROLE = re.compile(
    r"\b(?:editor|reporter|writer|correspondent|critic|columnist|contributor|journalist|producer|staff|chief|director|news|film|senior|"
    r"associate|assistant|deputy|special|redakteur\w*|redaktion|journaliste|periodista|redactor\w*|desk|team|freelance\w*|reviewer|author|"
    r"digital|culture|entertainment|media)\b",
    re.I,
)
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,200}[)\]]")
_WHEN = re.compile(
    r"\s+(?:(?:[–—|-]|on|in|updated|published|posted)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)?(?:day)?,?\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b.*$"
    r"|\s+\d{1,2}[./]\d{1,2}[./]\d{2,4}.*$|\s+\d{4}-\d\d-\d\d.*$",
    re.I,
)
_NO_NAME = re.compile(
    r"(?:admin(?:istrator)?|guest|unknown|anonymous|n/?a|none|null|true|false|by|author|undefined|posts?|home|email)",
    re.I,
)


def names_of(bylines: Iterable[str]) -> tuple[str, ...]:
    """The names in bylines, each once, in their order; at most 20.

    "By Ada Quill and Jo Reeve, Senior Film Editor" is Ada Quill and Jo Reeve. What is an address or longer than a name
    is left out; a body that signs, such as an agency, stays.
    """
    found: dict[str, None] = {}
    for number, byline in enumerate(bylines):
        if number >= _MOST:
            break
        found.update(dict.fromkeys(_names(line_of(byline))))
    return tuple(found)[:_MOST]


def _names(byline: str) -> list[str]:
    line = _WHEN.sub("", _IN_BRACKETS.sub("", _ADDRESS.sub(" ", byline))).strip()
    for _ in range(2):
        line = _BY.sub("", line).strip(" ,;:|–—-/")
    parts = [part for each in _AND.split(line) for part in _by_commas(each)]
    return [name for part in parts if (name := _BY.sub("", part).strip(" ,;:|–—-/'\"")) and _is_name(name)]


def _by_commas(words: str) -> list[str]:
    """ "Ada Quill, Jo Reeve" are two; what follows a comma and tells a role is none; "Quill, Ada" is one."""
    first, *rest = (part.strip() for part in words.split(","))
    if rest and len(rest) == 1 and " " not in first and " " not in rest[0]:
        return [words]
    return [first] + [part for part in rest if (" " in part or not part.isascii()) and not _ROLE.search(part)]


def _is_name(name: str) -> bool:
    letters = any(c.isalpha() for c in name) and not any(c.isdigit() for c in name)
    return letters and 1 < len(name) <= _LONGEST and name.count(" ") < 7 and not _NO_NAME.fullmatch(name)
