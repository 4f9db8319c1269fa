"""The article's text: which part of a page holds it, and which of that part's blocks are it.

In order: what stands beside an article is set aside (by tag, role, names and place); the part is found that holds the
paragraphs that are left, by how much text of its own, not of links, each part has; in it, teasers of other articles, small
print and what stands before the first and after the last paragraph are taken out. Lists, subheads, quotations and rows of
tables stay. Every step takes time by the number of blocks and parts alone.

Figures were chosen on pages that the reported scores do not count: see bench/extraction.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bigpicture.intake.outline import HEADS, Block, Outline
from bigpicture.intake.page_words import (
    AWAY,
    BODY,
    CAPTION,
    COMMENT,
    CONSENT,
    HIDDEN,
    MAIN,
    MILD,
    STANDFIRST,
    caption,
    contact,
    ends,
    folded,
    promotes,
    small_print,
)

# What stands beside an article by its tag. Where such a tag is not closed, all that follows is in it.
_BESIDE = frozenset("nav footer aside menu dialog form button select noscript object audio video canvas map".split())
_SURELY = frozenset(("nav", "footer"))
_LEAVES = frozenset("p li pre td blockquote ul ol".split())
_SHORTEST = 25  # characters of a paragraph that speaks for the part that it is in
_WORTH = {
    "p": 1.0,
    "li": 0.5,
    "td": 0.5,
    "row": 0.5,
    "th": 0.3,
    "dd": 0.6,
    "dt": 0.5,
}  # how surely a block is an article's
_REPEATED = 80  # characters: shorter blocks may stand on a page twice

SET_ASIDE, CAPTIONED, SMALL = 1, 2, 3  # why a part is no text: by what it is; as a picture's words; by its names alone


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text, and where on its page it stands."""

    text: str
    top: int  # the part that holds it
    aside: list[int]  # of each part, why it is no text, or 0
    share: float  # of the characters of all paragraphs, those that the part holds


def body(page: Outline, title: str | None = None, guide: str = "") -> Body | None:
    """The article of a page; None where it has no paragraphs.

    `title` is its headline, no part of the text; `guide` what the page's data say that its text is, which only tells
    where to look.
    """
    if not page.blocks:
        return None
    weights = [_weight(b) for b in page.blocks]
    mass = page.sums(weights)
    aside = _aside(page, mass, weights)
    values, again = _values(page, weights, aside)
    top = _top(page, values, aside, _guided(page, guide))
    inside = page.within(top)
    lists = _lists(page, inside, aside)
    _teasers(page, inside, aside, top, lists=lists)
    kept = [b for i, b in enumerate(page.blocks) if inside[b.node] and not aside[b.node] and i not in again]
    told = _trimmed(kept, folded(title), lists=lists)
    told = _standfirst(page, aside, told) + told
    held = sum(w for b, w in zip(page.blocks, weights, strict=True) if inside[b.node])
    return Body("\n\n".join(b.text for b in told), top, aside, held / mass[0] if mass[0] else 0.0)


def _weight(block: Block) -> float:
    """The characters of a paragraph that are no links; 0 of one that does not count."""
    size = len(block.text)
    own = size - block.links
    return own if size >= _SHORTEST and block.kind not in HEADS and own >= 0.5 * size else 0.0


def _aside(page: Outline, mass: list[float], weights: list[float]) -> list[int]:
    """Of each part, whether it is no article. Where hardly anything is left, names are trusted for small parts only."""
    found = _set_aside(page, mass, mild=False)
    marked = _in_marked(page, found)
    left = sum(w for b, w in zip(page.blocks, weights, strict=True) if not found[b.node])
    sure = sum(w for b, w in zip(page.blocks, weights, strict=True) if not found[b.node] and marked[b.node])
    return found if left >= 0.4 * mass[0] or sure >= 250 else _set_aside(page, mass, mild=True)


def _set_aside(page: Outline, mass: list[float], *, mild: bool) -> list[int]:
    total = mass[0] or 1.0
    keep = _with_headline_or_body(page, mass)
    tables = _with_table(page)
    most = 0.03 if mild else 0.6
    small = 0.03 if mild or _share_of(page, mass, MILD, 0.15) > 0.4 else 0.15
    unseen = _share_of(page, mass, HIDDEN, 1.0) < 0.82  # some pages are hidden until a script has run
    found = [0] * len(page.parent)
    spared = [0] * len(page.parent)  # names that hold nearly all of the page, so say nothing of what is in it
    for i in range(1, len(found)):
        up, tag, share = page.parent[i], page.tag[i], mass[i] / total
        spared[i] = spared[up] | (page.bits[i] if share >= 0.9 and tag not in ("html", "body") else 0)
        bits = page.bits[i] & ~spared[i]
        if found[up]:
            found[i] = found[up]
        elif tag in ("html", "body", "main"):
            continue
        elif bits & HIDDEN and unseen:
            found[i] = SET_ASIDE
        elif tag in _BESIDE and share <= (0.9 if tag in _SURELY and not mild else most) and not (tag == "footer" and page.tag[up] == "blockquote"):
            found[i] = 0 if keep[i] and tag in ("form", "button", "aside") else SET_ASIDE
        elif tag == "figcaption" or (share < 0.3 and ((tag == "figure" and not tables[i]) or bits & CAPTION)):
            found[i] = CAPTIONED
        elif not keep[i]:
            found[i] = _by_name(bits, share, most, small)
    return found


def _by_name(bits: int, share: float, most: float, small: float) -> int:
    if (bits & (CONSENT | COMMENT) and share < 0.9) or (bits & AWAY and share <= most):
        return SET_ASIDE
    return SMALL if bits & MILD and share < small else 0


def _share_of(page: Outline, mass: list[float], bit: int, below: float) -> float:
    """The share of the text in parts of that name, each smaller than `below`."""
    total = mass[0] or 1.0
    return sum(
        mass[i] / total
        for i in range(1, len(mass))
        if page.bits[i] & bit and not page.bits[page.parent[i]] & bit and mass[i] < below * total
    )


def _with_headline_or_body(page: Outline, mass: list[float]) -> list[bool]:
    """Parts that hold the headline, or consist of what names itself the article's body."""
    keep = [False] * len(mass)
    for i in range(len(mass) - 1, 0, -1):
        up = page.parent[i]
        if page.tag[i] == "h1" or (page.bits[i] & BODY and mass[i] > 0.1 * mass[0]):
            keep[i] = True
        if keep[i] and (mass[up] < 2 * mass[i] or page.tag[i] == "h1"):
            keep[up] = True
    return keep


def _with_table(page: Outline) -> list[bool]:
    found = [tag == "table" for tag in page.tag]
    for i in range(len(found) - 1, 0, -1):
        if found[i]:
            found[page.parent[i]] = True
    return found


def _in_marked(page: Outline, aside: list[int]) -> list[bool]:
    """Parts in one that names itself the article's body."""
    found = [False] * len(aside)
    for i in range(1, len(found)):
        found[i] = not aside[i] and (
            found[page.parent[i]] or (bool(page.bits[i] & BODY) and page.tag[i] not in ("html", "body"))
        )
    return found


def _values(page: Outline, weights: list[float], aside: list[int]) -> tuple[list[float], set[int]]:
    """(what each block says for its part, the blocks that repeat another part's): links speak against it."""
    values: list[float] = []
    again: set[int] = set()
    seen: dict[str, tuple[int, int]] = {}
    for i, (block, weight) in enumerate(zip(page.blocks, weights, strict=True)):
        size, node = len(block.text), block.node
        if aside[node]:
            values.append(0.0)
            continue
        if size >= _REPEATED:
            place = page.parent[node] if page.tag[node] in ("p", "li", "pre", "td", "h2", "h3", "h4") else node
            if seen.setdefault(block.text, (i, place))[0] != i:
                if seen[block.text][1] != place:
                    again.add(i)
                values.append(0.0)
                continue
        neutral = block.kind in HEADS or (size < _SHORTEST and not block.links)
        values.append(weight * _WORTH.get(block.kind, 0.8) if weight else 0.0 if neutral else -0.5 * block.links)
    return values, again


def _guided(page: Outline, guide: str) -> list[bool]:
    """Of each block, whether the page's data have its words; none where they have too few of the page's."""
    if len(guide) < 400:
        return []
    said = folded(guide)
    found = [len(b.text) >= _SHORTEST and folded(b.text[:120])[:60] in said for b in page.blocks]
    size = sum(len(b.text) for b, hit in zip(page.blocks, found, strict=True) if hit)
    return found if size > 0.5 * len(guide) else []


def _top(page: Outline, values: list[float], aside: list[int], guided: list[bool]) -> int:
    """The part that holds the article: the innermost with nearly all that the part chosen by its tag or names holds.

    Where that misses much of what the page's data say, the innermost with nearly all of it.
    """
    sums = page.sums(values)
    best = max(range(len(sums)), key=sums.__getitem__)
    top, least = best, 0.35 * sums[best]
    if articles := _articles(page, sums, aside, sums[best]):
        most = max(sums[i] for i in articles)
        top = [i for i in articles if sums[i] >= 0.9 * most][-1]
        least = 0.75 * sums[top]
    marked = _in_marked(page, aside)
    sure = page.sums([v if v < 0 or marked[b.node] else 0.0 for b, v in zip(page.blocks, values, strict=True)])
    top = _inward(page, sure if sure[top] > least else sums, top, 0.85)
    told = page.sums([v if hit and v > 0 else 0.0 for v, hit in zip(values, guided, strict=True)]) if guided else [0.0]
    if told[0] > 0 and told[top] < 0.8 * told[0]:
        return _inward(page, told, 0, 0.95)
    return top


def _articles(page: Outline, sums: list[float], aside: list[int], best: float) -> list[int]:
    """The parts that say by their tag that they are the article: that with the headline, else those with most text."""
    first = next((i for i, tag in enumerate(page.tag) if tag == "h1" and not aside[i]), None)
    over = set(page.above(first)) if first is not None else set()
    least = max(200.0, 0.15 * best)
    found = [
        i for i in range(1, len(sums)) if not aside[i] and (page.tag[i] in ("article", "main") or page.bits[i] & MAIN)
    ]
    headed = [i for i in found if i in over and page.tag[i] == "article" and sums[i] >= least]
    return headed or [i for i in found if sums[i] >= 0.55 * best]


def _inward(page: Outline, sums: list[float], top: int, share: float) -> int:
    """The innermost part that has this share of what the part outside of it has; of one that names itself the only
    body, a little more than half is enough."""
    names: dict[object, int] = {}
    for i in range(1, len(sums)):
        if page.bits[i] & BODY and sums[i] > 0.05 * sums[top]:
            names[page.elements[i].get("class")] = names.get(page.elements[i].get("class"), 0) + 1
    fullest: dict[int, int] = {}
    for i in range(1, len(sums)):
        known = fullest.get(page.parent[i])
        if sums[i] > 0 and (known is None or sums[i] > sums[known]):
            fullest[page.parent[i]] = i
    children: dict[int, list[int]] = {}
    for i in range(1, len(sums)):
        if sums[i] >= max(80.0, 0.01 * sums[top]):
            children.setdefault(page.parent[i], []).append(i)
    while (inner := fullest.get(top)) is not None:
        only = page.bits[inner] & BODY and names.get(page.elements[inner].get("class")) == 1
        if sums[inner] < (0.55 if only else share) * sums[top] or page.tag[inner] in _LEAVES:
            break
        if not only and any(i != inner and _same_kind(page, i, inner) for i in children.get(top, ())):
            break
        top = inner
    return top


def _same_kind(page: Outline, one: int, other: int) -> bool:
    """Whether a part is a paragraph, or another of the same kind as the one beside it."""
    if page.tag[one] == "p":
        return not page.bits[one]
    names = page.elements[one].get("class")
    return bool(names) and page.tag[one] == page.tag[other] and names == page.elements[other].get("class")


def _lists(page: Outline, inside: list[bool], aside: list[int]) -> bool:
    """Whether the article is one of lists with subheads, such as nominations: then links in them lead to who is named."""
    kinds = [
        b.kind
        for b in page.blocks
        if inside[b.node] and not aside[b.node] and not (b.kind in HEADS and small_print(b.text))
    ]
    return sum(a in HEADS and b == "li" for a, b in pairwise(kinds)) >= 3


def _teasers(page: Outline, inside: list[bool], aside: list[int], top: int, *, lists: bool) -> None:
    """Sets aside parts that lead to other articles: two and more links as long as headlines, with few words besides."""
    size = len(inside)
    own, heads, words = [0.0] * size, [0] * size, [0] * size
    for block in page.blocks:
        i, length = block.node, len(block.text)
        if not inside[i] or aside[i] or (lists and _named(block)):
            continue
        if block.links < 0.8 * length:
            own[i] += length - block.links
        elif (count := block.text.count(" ") + 1) >= 4 or length >= _SHORTEST:
            heads[i] += 1
            words[i] += count
    for i in range(size - 1, top, -1):
        if inside[i]:
            up = page.parent[i]
            own[up], heads[up], words[up] = own[up] + own[i], heads[up] + heads[i], words[up] + words[i]
    for i in range(top + 1, size):
        if inside[i] and not aside[i]:
            if aside[page.parent[i]]:
                aside[i] = aside[page.parent[i]]
            elif heads[i] >= 2 and own[i] <= 0.3 * own[top] and own[i] < 200 * heads[i] and words[i] >= 5 * heads[i]:
                aside[i] = SET_ASIDE


def _trimmed(blocks: list[Block], title: str, *, lists: bool) -> list[Block]:
    """The blocks without headline, small print and links alone; from the first paragraph to the last."""
    kept = [b for b in blocks if _speaks(b, title) and (not _links_alone(b) or (lists and _named(b)))]
    while kept and _loose(kept[-1]):
        kept.pop()
    first = next((i for i, b in enumerate(kept) if i > 12 or _opens(b)), 0)
    return [b for b in kept[:first] if b.kind == "li" or (b.kind in HEADS and len(b.text) >= 30)] + kept[first:]


def _speaks(block: Block, title: str) -> bool:
    headline = block.kind == "h1" or (block.kind in HEADS and folded(block.text) == title)
    return len(block.text) > 1 and not headline and not small_print(block.text)


def _opens(block: Block) -> bool:
    """Whether a block is the first paragraph, not a date or a byline before it."""
    return len(block.text) >= 60 or (len(block.text) > 40 and ends(block.text))


def _named(block: Block) -> bool:
    """Whether a list's item is as short as a name and a title."""
    return block.kind == "li" and block.text.count(" ") < 9


def _links_alone(block: Block) -> bool:
    """Whether a block leads elsewhere. Several links make a sentence: the names of a cast, each with its page."""
    size = len(block.text)
    if block.kind in HEADS:
        return block.links > 0.8 * size and block.text.count(" ") >= 4
    return block.links > 0.7 * size and block.anchors < 3


def _loose(block: Block) -> bool:
    """Whether a block at the end is no paragraph: a subhead without text, a date, a contact."""
    if block.kind in HEADS or contact(block.text):
        return True
    return len(block.text) < 50 and block.kind not in ("li", "row", "td") and not ends(block.text)


def _standfirst(page: Outline, aside: list[int], told: list[Block]) -> list[Block]:
    """The lines between headline and text that name themselves the standfirst."""
    if not told:
        return []
    start = next(i for i, b in enumerate(page.blocks) if b is told[0])
    head = max(
        (i for i in range(start) if page.blocks[i].kind == "h1" and not aside[page.blocks[i].node]), default=None
    )
    for block in page.blocks[head + 1 : start] if head is not None else ():
        bits = page.bits[block.node] | page.bits[max(0, page.parent[block.node])]
        size = len(block.text)
        lines = bits & STANDFIRST and aside[block.node] in (0, SMALL) and size >= 40 and block.links < 0.3 * size
        if lines and block.text != told[0].text and not caption(block.text) and not promotes(block.text):
            return [block]
    return []
