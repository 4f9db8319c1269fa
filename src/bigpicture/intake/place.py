"""Which part of a page holds its article: by how much text of its own, not of links, each part has.

What says by its tag or its names that it is the article is believed where it holds enough; then the innermost part with
nearly all of that is taken, so that what stands round it stays out.
"""

from __future__ import annotations

from bigpicture.intake.asides import in_body
from bigpicture.intake.outline import HEADS, Outline
from bigpicture.intake.page_words import BODY, MAIN, folded

SHORTEST = 25  # characters of a paragraph that speaks for the part that it is in
_WORTH = {"p": 1.0, "li": 0.5, "td": 0.5, "row": 0.5, "th": 0.3, "dd": 0.6, "dt": 0.5}  # how surely it is an article's
_OTHER = 0.8  # the same of other blocks
_LINKED = -0.5  # what a character of a link says
_REPEATED = 80  # characters: shorter blocks may stand on a page twice
_LEAVES = frozenset("p li pre td blockquote ul ol".split())
_GUIDE = 400  # characters of a guide: shorter ones are summaries
# Shares of the text of what is compared with.
_INNER, _ONLY, _GUIDED = 0.85, 0.55, 0.95
_TAGGED, _MARKED, _MARKED_IN = 0.55, 0.35, 0.75


def weights(page: Outline) -> list[float]:
    """Of each block, its characters that are no links; 0 of one that does not count as a paragraph, or repeats another."""
    found, seen = [], set()
    for block in page.blocks:
        size, text = len(block.text), block.text
        own = size - block.links
        counts = size >= SHORTEST and block.kind not in HEADS and own >= 0.5 * size and text not in seen
        found.append(float(own) if counts else 0.0)
        if size >= _REPEATED:
            seen.add(text)
    return found


def values(page: Outline, weighed: list[float], aside: list[int]) -> tuple[list[float], set[int]]:
    """(what each block says for its part, the blocks that repeat another part's): links speak against it."""
    found: list[float] = []
    again: set[int] = set()
    seen: dict[str, tuple[int, int]] = {}
    for i, (block, weight) in enumerate(zip(page.blocks, weighed, strict=True)):
        size, node = len(block.text), block.node
        if aside[node]:
            found.append(0.0)
            continue
        if size >= _REPEATED:
            place = page.parent[node] if page.tag[node] in _LEAVES or page.tag[node] in HEADS else node
            first, there = seen.setdefault(block.text, (i, place))
            if first != i:
                found.append(0.0)
                again |= {i} if there != place else set()
                continue
        neutral = block.kind in HEADS or (size < SHORTEST and not block.links)
        found.append(weight * _WORTH.get(block.kind, _OTHER) if weight else 0.0 if neutral else _LINKED * block.links)
    return found, again


def top(page: Outline, said: list[float], aside: list[int], guide: str) -> int:
    """The part that holds the article. `said` is what each block says for its part, `guide` what the page's data have.

    Where the part misses much of the guide's words that the page shows, the innermost with nearly all of these.
    """
    sums = page.sums(said)
    best = max(range(len(sums)), key=sums.__getitem__)
    found, least = best, _MARKED * sums[best]
    if articles := _articles(page, sums, aside, sums[best]):
        most = max(sums[i] for i in articles)
        found = [i for i in articles if sums[i] >= 0.9 * most][-1]
        least = _MARKED_IN * sums[found]
    marked = in_body(page, aside)
    sure = page.sums([v if v < 0 or marked[b.node] else 0.0 for b, v in zip(page.blocks, said, strict=True)])
    found = _inward(page, sure if sure[found] > least else sums, found, _INNER)
    told = page.sums(_guided(page, said, guide)) if len(guide) >= _GUIDE else [0.0] * len(sums)
    return _inward(page, told, 0, _GUIDED) if told[found] < 0.8 * told[0] else found


def _guided(page: Outline, said: list[float], guide: str) -> list[float]:
    """What the blocks whose words the guide has say; nothing where they have too few of its words."""
    folds = folded(guide)
    found = [len(b.text) >= SHORTEST and folded(b.text[:120])[:60] in folds for b in page.blocks]
    size = sum(len(b.text) for b, hit in zip(page.blocks, found, strict=True) if hit)
    enough = 2 * size > len(guide)
    return [v if enough and hit and v > 0 else 0.0 for v, hit in zip(said, found, strict=True)]


def _articles(page: Outline, sums: list[float], aside: list[int], best: float) -> list[int]:
    """The parts that say by their tag that they are the article: that with the headline, else those with most text."""
    first = next((i for i, tag in enumerate(page.tag) if tag == "h1" and not aside[i]), None)
    over = set(page.above(first)) if first is not None else set()
    tagged = [i for i in range(1, len(sums)) if page.tag[i] in ("article", "main") or page.bits[i] & MAIN]
    live = [i for i in tagged if not aside[i]]
    headed = [i for i in live if i in over and page.tag[i] == "article" and sums[i] >= max(200.0, 0.15 * best)]
    return headed or [i for i in live if sums[i] >= _TAGGED * best]


def _inward(page: Outline, sums: list[float], outer: int, share: float) -> int:
    """The innermost part that has this share of what the part round it has; of one that names itself the only body, a
    little more than half is enough. Not where paragraphs, or parts of its kind, stand beside it."""
    bodies = [
        page.elements[i].get("class")
        for i in range(1, len(sums))
        if page.bits[i] & BODY and sums[i] > 0.05 * sums[outer]
    ]
    children: dict[int, list[int]] = {}
    for i in range(1, len(sums)):
        if sums[i] > 0:
            children.setdefault(page.parent[i], []).append(i)
    least = max(80.0, 0.01 * sums[outer])
    while inner := max(children.get(outer, ()), key=sums.__getitem__, default=0):
        only = page.bits[inner] & BODY and bodies.count(page.elements[inner].get("class")) == 1
        if sums[inner] < (_ONLY if only else share) * sums[outer] or page.tag[inner] in _LEAVES:
            break
        if not only and any(_beside(page, i, inner) for i in children[outer] if i != inner and sums[i] >= least):
            break
        outer = inner
    return outer


def _beside(page: Outline, one: int, other: int) -> bool:
    """Whether a part is a paragraph, or of the same kind as the other."""
    if page.tag[one] == "p":
        return not page.bits[one]
    names = page.elements[one].get("class")
    return bool(names) and page.tag[one] == page.tag[other] and names == page.elements[other].get("class")
