"""What stands beside an article on its page: navigation, boxes, comments, captions, teasers of other articles.

By tag, role and names, against how much of the page's text is there: what holds most of it is no box, whatever its name.
"""

from __future__ import annotations

from bigpicture.intake.outline import Block, Outline
from bigpicture.intake.page_words import AWAY, BODY, CAPTION, COMMENT, CONSENT, HIDDEN, MILD

SET_ASIDE, CAPTIONED, SMALL = 1, 2, 3  # why a part is no text: by what it is; as a picture's words; by its names alone

# Where such a tag is not closed, all that follows is in it.
_BESIDE = frozenset("nav footer aside menu dialog form button select noscript object audio video canvas map".split())
_SURELY = frozenset(("nav", "footer"))
_WRAPPERS = frozenset(("form", "button", "aside"))  # some pages put the whole of an article into one
_WHOLE = frozenset(("html", "body", "main"))
# Shares of a page's text.
_NEARLY_ALL, _MOST, _FIGURE, _BOX, _SCRAP = 0.9, 0.6, 0.3, 0.15, 0.03
_UNSEEN = 0.82  # that much is hidden only until a script has run
_LEFT, _SURE = 0.4, 250.0  # share, and characters in what names itself the body, below which too much was set aside
_HEADLINE, _WORDS, _BETWEEN = 25, 5, 200  # characters and words of a teaser's headline; characters of text for each


def set_aside(page: Outline, weights: list[float]) -> list[int]:
    """Of each part, why it is no article's text, or 0. `weights` are the blocks' characters that are no links.

    Where hardly anything would be left but navigation and footers, names are trusted for scraps only.
    """
    mass = page.sums(weights)
    found = _set_aside(page, mass, mild=False)
    marked = in_body(page, found)
    surely = [False] * len(found)
    for i in range(1, len(found)):
        surely[i] = surely[page.parent[i]] or (bool(found[i]) and page.tag[i] in _SURELY)
    nodes = [(w, b.node) for b, w in zip(page.blocks, weights, strict=True)]
    left, total = sum(w for w, n in nodes if not found[n]), sum(w for w, n in nodes if not surely[n])
    enough = left >= _LEFT * total > 0 or sum(w for w, n in nodes if not found[n] and marked[n]) >= _SURE
    return found if enough else _set_aside(page, mass, mild=True)


def in_body(page: Outline, aside: list[int]) -> list[bool]:
    """Of each part, whether it is in one that names itself the article's body."""
    found = [False] * len(aside)
    for i in range(1, len(found)):
        named = bool(page.bits[i] & BODY) and page.tag[i] not in ("html", "body")
        found[i] = not aside[i] and (found[page.parent[i]] or named)
    return found


def teasers(page: Outline, inside: list[bool], aside: list[int], top: int, spared: list[Block]) -> None:
    """Sets aside parts that lead to other articles: two and more links as long as headlines, with few words besides.

    `spared` are blocks whose links lead to who is named.
    """
    own, heads, words = _links(page, inside, aside, {id(b) for b in spared})
    for i in range(len(inside) - 1, top, -1):
        if inside[i]:
            up = page.parent[i]
            own[up], heads[up], words[up] = own[up] + own[i], heads[up] + heads[i], words[up] + words[i]
    for i in range(top + 1, len(inside)):
        if inside[i] and not aside[i]:
            few = own[i] <= _FIGURE * own[top] and own[i] < _BETWEEN * heads[i]
            leads = heads[i] >= 2 and few and words[i] >= _WORDS * heads[i]
            aside[i] = aside[page.parent[i]] or (SET_ASIDE if leads else 0)


def _links(
    page: Outline, inside: list[bool], aside: list[int], spared: set[int]
) -> tuple[list[int], list[int], list[int]]:
    """Of each part alone: (characters that are no links, links as long as headlines, the words of these)."""
    own, heads, words = [0] * len(inside), [0] * len(inside), [0] * len(inside)
    for block in page.blocks:
        i, size = block.node, len(block.text)
        if not inside[i] or aside[i] or id(block) in spared:
            continue
        count = block.text.count(" ") + 1
        if block.links < 0.8 * size:
            own[i] += size - block.links
        elif count >= _WORDS - 1 or size >= _HEADLINE:
            heads[i] += 1
            words[i] += count
    return own, heads, words


def _set_aside(page: Outline, mass: list[float], *, mild: bool) -> list[int]:
    total = mass[0] or 1.0
    titled, tables = page.over([t == "h1" for t in page.tag]), page.over([t == "table" for t in page.tag])
    keep = _with_headline_or_body(page, mass)
    most = _SCRAP if mild else _MOST
    small = _SCRAP if mild or _share_of(page, mass, MILD, _BOX) > _LEFT else _BOX
    unseen = _share_of(page, mass, HIDDEN, 2.0) < _UNSEEN
    found = [0] * len(page.parent)
    spared = [0] * len(page.parent)  # names that hold nearly all of the page, so say nothing of what is in it
    for i in range(1, len(found)):
        up, tag, share = page.parent[i], page.tag[i], mass[i] / total
        spared[i] = spared[up] | (page.bits[i] & COMMENT if share >= _NEARLY_ALL and tag not in _WHOLE else 0)
        bits = page.bits[i] & ~spared[i]
        if found[up]:
            found[i] = found[up]
        elif tag in _WHOLE:
            continue
        elif bits & HIDDEN and unseen:
            found[i] = SET_ASIDE
        elif tag in _BESIDE and share <= (_NEARLY_ALL if tag in _SURELY and not mild else most):
            quoted = tag == "footer" and page.tag[up] == "blockquote"  # whose words they are
            found[i] = 0 if quoted or (keep[i] and tag in _WRAPPERS) else SET_ASIDE
        elif tag == "figcaption" or (share < _FIGURE and ((tag == "figure" and not tables[i]) or bits & CAPTION)):
            found[i] = CAPTIONED
        elif bits & CONSENT and share < _NEARLY_ALL and not titled[i]:
            found[i] = SET_ASIDE
        elif not keep[i]:
            found[i] = _by_name(bits, share, most, small)
    return found


def _by_name(bits: int, share: float, most: float, small: float) -> int:
    if (bits & (CONSENT | COMMENT) and share < _NEARLY_ALL) or (bits & AWAY and share <= most):
        return SET_ASIDE
    return SMALL if bits & MILD and share < small else 0


def _share_of(page: Outline, mass: list[float], bit: int, below: float) -> float:
    """The share of the text in parts of that name, each smaller than `below`."""
    total = mass[0] or 1.0
    named = (i for i in range(1, len(mass)) if page.bits[i] & bit and not page.bits[page.parent[i]] & bit)
    return sum(mass[i] / total for i in named if mass[i] < below * total)


def _with_headline_or_body(page: Outline, mass: list[float]) -> list[bool]:
    """Parts that hold the headline, or consist of what names itself the article's body."""
    keep = [False] * len(mass)
    for i in range(len(mass) - 1, 0, -1):
        up, headline = page.parent[i], page.tag[i] == "h1"
        keep[i] = keep[i] or headline or (bool(page.bits[i] & BODY) and mass[i] > 0.1 * mass[0])
        keep[up] = keep[up] or (keep[i] and (mass[up] < 2 * mass[i] or headline))
    return keep
