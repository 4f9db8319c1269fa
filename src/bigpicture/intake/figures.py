"""The pictures of a page: the lead image that its data name, then those that stand with the article, in their order.

The address is that of the largest size on offer. Left out are icons, portraits of authors, counters of readers, and
pictures that lead to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bigpicture.intake.asides import SET_ASIDE, SMALL
from bigpicture.intake.linked import Linked, text
from bigpicture.intake.metas import Metas
from bigpicture.intake.outline import Outline
from bigpicture.intake.page_words import CAPTION, hints
from bigpicture.intake.pictures import MOST, image, key_of, merged
from bigpicture.model import Image

_LAZY = "data-src data-lazy-src data-original data-original-src data-hi-res-src data-full-src data-image data-img-url src".split()
_SETS = "data-srcset data-lazy-srcset srcset".split()
_BLANK = re.compile(r"^(?:data|about|blob|javascript):|(?:blank|spacer|placeholder|pixel|transparent|lazy-?load\w*|1x1|grey|gray)[\w-]*\.(?:gif|png|svg|jpg)", re.I)  # fmt: skip
_DECORATION = re.compile(
    r"(?:^|[-_/\s.])(?:avatars?|gravatar|icons?|logos?|emoji|smil(?:ey|ies)|sprites?|badge|pixel|tracking|profile(?:-?pic)?|headshots?|"
    r"author(?:-?(?:image|photo|avatar))?|byline|flag|button|spinner|loader|favicon)(?:$|[-_/\s.\d])|\.svg(?:$|\?)",
    re.I,
)
_DEFAULT = re.compile(r"(?:^|[-_/])(?:logo|default|placeholder|fallback|favicon|social-?(?:card|share|image)|og-?(?:image|default)|share-?image|brand(?:ing)?)(?:[-_.\d]|$)", re.I)  # fmt: skip
_SIZES = re.compile(
    r"(?:[-_.](?:\d{2,4}x\d{2,4}|\d{2,4}[wh]|[wh]\d{2,4}|scaled|large|medium|small|thumb(?:nail)?|full|original|[1-4]x|cropped|resized?|"
    r"(?:16|4|1|3|2)[x-](?:9|3|1|2))|@\dx)+$",
    re.I,
)
_SIZE_BEFORE = re.compile(r"^(?:\d{2,4}x\d{2,4}|[wh]\d{2,4})[-_]")
_IDENTIFIER = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{24,64}(?![0-9a-f])", re.I
)
_CREDITED = re.compile(r"\b(?:credits?|copyright|photographer)\b|(?:image|photo|media|figure|caption)[-_]*(?:credit|copyright|source)", re.I)  # fmt: skip
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.I)
_SMALLEST = 100  # pixels of a side, where the page tells it
_LOOKED_AT = 400  # images of a page
_MOST_PARTS = 200  # elements of a figure
_BEFORE = 25  # parts before the headline in which its picture may stand, if it has a caption


def figures(
    root: Any, page: Outline, top: int, aside: list[int], data: Linked, metas: Metas, base: str
) -> tuple[Image, ...]:
    """The pictures of an article, at most 40, each once with the words that stand with it anywhere.

    `top` and `aside` are the article's part and those that are no part of it, as `body` found them; `base` is what relative
    addresses are resolved against.
    """
    shown = [found for element in _shown(root, page, top, aside) if (found := _image(element, base))]
    told = list(_told(data, metas, base))
    keys = {_key(each.url) for each in told}
    lead = [each for each in shown if _key(each.url) in keys][:1] or told[:1]
    gallery = [each for each in told if each.caption or each.credit]
    first: dict[str, str] = {}  # of each picture, the address of that size which comes first
    told_too = [each for each in told if _key(each.url) in {_key(i.url) for i in (*lead, *shown)}]
    return merged(replace(i, url=first.setdefault(_key(i.url), i.url)) for i in (*lead, *shown, *told_too, *gallery))


def _key(url: str) -> str:
    """What the sizes of one picture share: an identifier in its address, else the name of its file, where that tells."""
    parts = urlsplit(url)
    inner = parse_qs(parts.query).get("url", [""])[0] if "url=" in parts.query else ""
    path = inner.partition("//")[2].partition("?")[0] if inner else parts.path
    if found := _IDENTIFIER.search(path):
        return found[0].lower()
    name = path.rstrip("/").rpartition("/")[2].partition(".")[0].partition("~")[0]
    stem = _SIZES.sub("", _SIZE_BEFORE.sub("", name)).lower()
    digits = stem.isdigit() and len(stem) >= 5
    telling = len(stem) >= 12 or (len(stem) >= 8 and any(c.isdigit() for c in stem)) or digits
    return f"{parts.hostname}/{stem}" if digits else stem if telling else key_of(url)


def _told(data: Linked, metas: Metas, base: str) -> Iterator[Image]:
    """Images that the page's data name: of the article, of the page, of what is shared."""
    values = [data.article.get("image"), data.article.get("associatedMedia"), data.page.get("primaryImageOfPage")]
    for each in islice((o for v in values if v for o in data.objects(v)), MOST):
        url = text(each.get("url")) or text(each.get("contentUrl")) or text(each.get("@id")) or text(each.get("name"))
        owner = next(
            (o for n in ("author", "creator", "copyrightHolder") if each.get(n) for o in data.objects(each[n])), {}
        )
        credit = text(each.get("creditText")) or text(owner.get("name")) or text(each.get("copyrightNotice"))
        caption = text(each.get("caption")) or text(each.get("description"))
        if not _DEFAULT.search(url[:500]) and (found := image(base, url, caption, credit)):
            yield found
    alt = metas.get("og:image:alt", "twitter:image:alt")
    for name in (
        "og:image:secure_url",
        "og:image",
        "og:image:url",
        "twitter:image",
        "twitter:image:src",
        "parsely-image-url",
    ):
        url = metas.get(name)
        if url and not _DEFAULT.search(url[:500]) and (found := image(base, url, alt=alt)):
            yield found


def _shown(root: Any, page: Outline, top: int, aside: list[int]) -> Iterator[Any]:
    """The image elements between the headline and the end of the article that stand in no other part."""
    numbers = {element: i for i, element in enumerate(page.elements)}
    first, last = _range(page, top, aside)
    for element in islice(root.iter("img", "amp-img"), _LOOKED_AT):
        node = _part(element, numbers)
        if page.tag[node] == "noscript":  # holds what a script would show
            node = page.parent[node]
        if (
            not first - _BEFORE <= node <= last
            or aside[node] == SET_ASIDE
            or _decorates(element)
            or _leads_away(element)
        ):
            continue
        if (first <= node and aside[node] != SMALL) or _captioned(element):
            yield element


def _range(page: Outline, top: int, aside: list[int]) -> tuple[int, int]:
    """The first and the last part whose images are the article's: of what holds its headline, too, if that is not the whole page."""
    last = max(i for i, within in enumerate(page.within(top)) if within)
    heads = [i for i in range(last + 1) if page.tag[i] == "h1" and not aside[i]]
    if not heads or heads[-1] >= top:
        return top, last
    over = set(page.above(heads[-1]))
    shared = next(i for i in page.above(top) if i in over)
    return (heads[-1] if page.tag[shared] in ("body", "html") else shared), last


def _captioned(element: Any) -> bool:
    """Whether words stand with an image: those of pictures that lead to other articles are headlines."""
    figure = _figure(element)
    return figure is not None and any(c.isalnum() for c in _caption(figure)[0])


def _part(element: Any, numbers: dict[Any, int]) -> int:
    while element is not None and element not in numbers:
        element = element.getparent()
    return numbers[element] if element is not None else -1


def _decorates(element: Any) -> bool:
    for side in ("width", "height"):
        told = (element.get(side) or "").removesuffix("px")
        if told.isascii() and told.isdigit() and len(told) < 6 and int(told) < _SMALLEST:
            return True
    words = f"{element.get('class') or ''} {element.get('id') or ''} {(element.get('src') or '').partition('?')[0]}"
    return bool(_DECORATION.search(words[:600]))


def _leads_away(element: Any) -> bool:
    """Whether an image is a link to another page, and no figure."""
    for above in islice(element.iterancestors(), 6):
        if above.tag == "figure":
            return False
        if above.tag == "a":
            href = above.get("href") or ""
            return bool(href) and not href.startswith("#") and not _FILE.search(href)
    return False


def _image(element: Any, base: str) -> Image | None:
    address = next(_addresses(element), None)
    figure = _figure(element)
    caption, credit = _caption(figure) if figure is not None else ("", "")
    return (
        image(base, address, caption, credit or element.get("data-credit") or "", element.get("alt") or "")
        if address
        else None
    )


def _addresses(element: Any) -> Iterator[str]:
    """Where the picture is to be had, the largest first."""
    for each in (element, *_sources(element)):
        for name in _SETS:
            yield from _sizes(each.get(name) or "")[:1]
    for name in _LAZY:
        told = (element.get(name) or "").strip()
        if told and not _BLANK.search(told[:500]):
            yield told


def _sources(element: Any) -> list[Any]:
    """The other sources of a picture element; libxml2 takes what follows a source for its content."""
    for above in islice(element.iterancestors("picture", "figure", "article"), 1):
        if above.tag == "picture":
            return list(islice(above.iter("source"), 20))
    return []


def _sizes(srcset: str) -> list[str]:
    """The addresses of a srcset, the largest first (HTML, section 4.8.4.2.1): "a.jpg 320w, b.jpg 2x"."""
    found = []
    for each in re.split(r",\s+", srcset[:20_000].strip()):
        url, _, size = each.strip().strip(",").partition(" ")
        number = size.strip().rstrip("wxh")
        if url and not _BLANK.search(url[:500]):
            found.append((float(number) if number.replace(".", "", 1).isdigit() and number.isascii() else 0.0, url))
    return [url for _, url in sorted(found, key=lambda f: -f[0])]


def _figure(element: Any) -> Any:
    """What holds an image and its words: a figure, or what names itself one, or holds besides it what names itself a caption."""
    for level, above in enumerate(islice(element.iterancestors(), 6)):
        if above.tag == "figure" or hints(above.items()) & CAPTION:
            return above
        if above.tag in ("article", "main", "body"):
            break
        if sum(e.getparent().tag != "noscript" for e in islice(above.iter("img"), 8)) > 1:
            break
        if level < 5 and any(hints(e.items()) & CAPTION for e in islice(above.iterdescendants(), 30)):
            return above
    return None


def _caption(figure: Any) -> tuple[str, str]:
    """(the words below a picture, whose it is): the credit apart, where it is an element of its own."""
    parts = list(islice(figure.iter(), _MOST_PARTS))
    credit = next((e for e in parts if _CREDITED.search((e.get("class") or e.get("itemprop") or "")[:300])), None)
    holder = next((e for e in parts if e.tag == "figcaption"), None)
    if holder is None:
        named = (e for e in parts[1:] if e is not credit and hints(e.items()) & CAPTION)
        holder = next(named, None)
    whole = _words(holder, None) if holder is not None else ""
    apart = _words(holder, credit) if holder is not None and credit is not None else whole
    return apart if any(c.isalnum() for c in apart) else whole, _words(credit, None) if credit is not None else ""


def _words(element: Any, without: Any) -> str:
    """The words of an element but for those of one in it."""
    found, skipped = [], set(islice(without.iter(), _MOST_PARTS)) if without is not None else set()
    for event, each in _walked(element):
        if event == "tail" and each is not element and (each not in skipped or each is without):
            found.append(each.tail or "")
        elif event == "start" and each not in skipped and each.tag not in ("script", "style", "button", "svg"):
            found.append((" " if each.tag in ("br", "p", "div", "li") else "") + (each.text or ""))
    return "".join(found)[:5_000]


def _walked(element: Any) -> Iterator[tuple[str, Any]]:
    """Each element when it begins and when it is over, at most 500."""
    stack: list[tuple[str, Any]] = [("start", element)]
    for _ in range(1_000):
        if not stack:
            return
        event, each = stack.pop()
        yield event, each
        if event == "start":
            stack.append(("tail", each))
            stack.extend(("start", child) for child in reversed(list(islice(each, _MOST_PARTS))))
