"""Films of several titles: those an article gives two, and those without one that got one.

Wordings joined here are taken for one title; what else is told still parts two films of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bigpicture.identity.mentions import CURRENT, Mention
from bigpicture.identity.titles import is_untitled

AHEAD = 5  # years from the word of a film without a title to its release
_PEOPLE = 2  # that both must name, a director among them


def may_be(untitled: Mention, titled: Mention) -> bool:
    """Whether a film without a title may be one that has one: by the same people, and out in the years after."""
    year, begun = titled.opens or titled.year, int(untitled.when[:4])
    return (
        is_untitled(untitled.block)
        and not is_untitled(titled.block)
        and year is not None
        and begun <= year <= begun + AHEAD
        and bool(untitled.directors & titled.directors)
        and len(untitled.people & titled.people) >= _PEOPLE
    )


def renamed(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with one block for all titles that articles say are one film's, and those without a title given theirs.

    `also` then holds the block of the title that the article itself uses.
    """
    one = _classes(mentions)
    titled = [_under(m, one.get(m.block, m.block)) for m in mentions if not is_untitled(m.block)]
    beside: dict[str, set[str]] = {}
    for m in titled:
        beside.setdefault(m.article, set()).add(m.block)
    out = list(titled)
    for chain in chains([m for m in mentions if is_untitled(m.block)]):
        told = {one.get(b, b) for m in chain for b in m.also if not is_untitled(b)}
        others = {b for m in chain for b in beside.get(m.article, ())}  # another film, which the article also speaks of
        found = told or {t.block for t in titled for m in chain if may_be(m, t)} - others
        out += [_under(m, min(found) if len(found) == 1 else m.block) for m in chain]
    return out


def _under(mention: Mention, block: str) -> Mention:
    return replace(mention, block=block, also=frozenset({mention.block}))


def _classes(mentions: Iterable[Mention]) -> dict[str, str]:
    """By block of a title that has others: the first of all of them."""
    one: dict[str, set[str]] = {}
    for m in mentions:
        blocks = {b for b in (m.block, *m.also) if not is_untitled(b)} if m.also else set()
        if len(blocks) > 1:
            whole = set().union(blocks, *(one.get(b, ()) for b in blocks))
            one |= dict.fromkeys(whole, whole)
    return {block: min(whole) for block, whole in one.items()}


def chains(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Mentions of one description that share a person and are of one time: it may serve the next film too."""
    last: dict[tuple[str, str], Mention] = {}
    chain = {m.key: [m] for m in mentions}
    for m in sorted(mentions, key=lambda m: (m.when, m.key)):
        for name in m.people:
            before = last.get((m.block, name))
            if before and int(m.when[:4]) - int(before.when[:4]) <= CURRENT and chain[before.key] is not chain[m.key]:
                chain[before.key] += chain[m.key]
                for member in chain[m.key]:
                    chain[member.key] = chain[before.key]
            last[m.block, name] = m
    yield from {id(own): own for own in chain.values()}.values()
