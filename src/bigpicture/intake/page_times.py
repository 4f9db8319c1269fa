"""When a page says that its article was published and changed.

The order of trust: JSON-LD of the article, meta elements, JSON-LD of the page, what the visible page marks as a time, the
day in the address, and the first day that the lines round the headline name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from bigpicture.errors import InputError
from bigpicture.intake.dates import published_date
from bigpicture.intake.feed_times import utc_of
from bigpicture.intake.linked import Linked, text
from bigpicture.intake.metas import Metas, words
from bigpicture.intake.plain import line_of

_PUBLISHED = (
    "article:published_time og:published_time parsely-pub-date sailthru.date date pubdate publishdate publish-date publish_date "
    "publication_date dc.date.issued dcterms.created dcterms.date dcterms.issued dc.date dc.date.created cxenseparse:recs:publishtime "
    "datepublished originalpublicationdate article.published"
).split()
_MODIFIED = "article:modified_time og:updated_time last-modified dcterms.modified dc.date.modified datemodified article.updated lastmod".split()
_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/-])")
_LOCAL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = r"(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|janv|févr|avr|juin|juil|août|déc)[a-zûéè]{0,9}\.?"
_VISIBLE_DAY = re.compile(
    rf"(?<!\d)(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<worded>\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?(?:19|20)\d\d"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)|(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d))(?!\d)",
    re.I,
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.I)


def published(
    root: Any, data: Linked, metas: Metas, address: str, lines: Sequence[str]
) -> tuple[str | None, str | None]:
    """(the day as the outlet counts it, the time in UTC where one is told). `lines` are those round the headline."""
    told = [found for wording in _told(data, metas) if (found := _times(wording))[0]]
    if not told:
        return _times(next(_shown_times(root), "") or _day_of(address) or _visible_day(lines))
    day = told[0][0]
    return day, next((at for other, at in told if at and other == day), None)


def modified(root: Any, data: Linked, metas: Metas) -> str | None:
    """The time of the last change in UTC."""
    return _times(text(data.get("dateModified")) or metas.get(*_MODIFIED) or _shown_change(root))[1]


def _told(data: Linked, metas: Metas) -> tuple[str, ...]:
    """What the page's data say, the surest first."""
    names = (data.article.get("datePublished"), data.article.get("dateCreated"))
    page = data.page.get("datePublished") or data.page.get("uploadDate")
    return (*map(text, names), metas.get(*_PUBLISHED), text(page))


def _shown_times(root: Any) -> Iterator[str]:
    """The times that the visible page marks, the surest first."""
    for path in (
        "//*[@itemprop='datePublished']",
        "//time[@pubdate or contains(@class, 'publish') or contains(@class, 'entry-date')]",
        "//*[contains(@class, 'published')][@title]",
        "//article//time",
        "//time",
    ):
        for element in root.xpath(path)[:3]:
            for told in (element.get("content"), element.get("datetime"), element.get("title"), words(element)):
                if told and _times(told)[0]:
                    yield told


def _shown_change(root: Any) -> str:
    marked = root.xpath(
        "//*[@itemprop='dateModified'] | //time[contains(@class, 'updated') or contains(@class, 'modified')]"
    )
    return next((t for e in marked[:3] if (t := e.get("content") or e.get("datetime") or "")), "")


def _times(wording: str) -> tuple[str | None, str | None]:
    """(the day as the outlet counts it, the time in UTC where one is told)."""
    wording = line_of(wording)
    at = utc_of(wording)
    local = _LOCAL_DAY.match(wording)
    try:
        day = published_date("page", local[0] if local else at[:10] if at else wording)
    except InputError:
        return None, None
    return day, at if ":" in wording or (at and not at.endswith("T00:00:00Z")) else None


def _day_of(address: str) -> str:
    """The day in an address: /2026/11/29/."""
    found = _DAY.search(address)
    return "-".join(found.groups()) if found else ""


def _visible_day(lines: Sequence[str]) -> str:
    """The first day that the lines round the headline name."""
    for line in lines:
        if found := _VISIBLE_DAY.search(line):
            if found["dotted"]:
                day, month, year = found["dotted"].split(".")
                return f"{year}-{month:0>2}-{day:0>2}"
            return _ORDINAL.sub("", found[0]).replace(" de ", " ")
    return ""
