"""Films: the mentions that mean one, parted from those that mean another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bigpicture.identity.links import Links
from bigpicture.identity.mentions import CURRENT, Mention
from bigpicture.identity.renaming import chains, renamed
from bigpicture.identity.titles import is_untitled

NO_LINKS = Links()
NEAR = 1  # years that the tellings of one film's year differ: of its festival, its release, its production
OLD = 4  # years after which a film is no longer news: a film of a year so long ago is another one


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions of one film."""

    mentions: frozenset[str]  # their keys
    directors: frozenset[str]
    years: frozenset[int]
    current: frozenset[int] = frozenset()  # years in which it was news
    blocks: frozenset[str] = frozenset()  # of its titles; several only where a person merged films
    titles: frozenset[str] = frozenset()  # the same, where articles give a film several titles, each for itself

    @property
    def year(self) -> int | None:
        """The film's year: the latest that is told, since a film's year moves on with its release."""
        return max(self.years, default=None)

    def conflicts(self, other: Group) -> bool:
        """Whether the two cannot be one film: other titles, other directors, or years too far apart."""
        if self.blocks and other.blocks and not self.blocks & other.blocks:
            return True
        if self.directors and other.directors and not self.directors & other.directors:
            return True
        if any(abs(a - b) > NEAR for a in self.years for b in other.years):
            return True
        return self._long_before(other) or other._long_before(self)

    def _long_before(self, other: Group) -> bool:
        return any(year + OLD < news for year in self.years for news in other.current)

    def joined(self, other: Group) -> Group:
        """Both as one."""
        return Group(
            self.mentions | other.mentions,
            self.directors | other.directors,
            self.years | other.years,
            self.current | other.current,
            self.blocks | other.blocks,
            self.titles | other.titles,
        )


def released(opens: Mapping[int, int]) -> int | None:
    """The year in which a film comes out, from the years of its releases to how many mentions state each: the commonest."""
    return min(opens, key=lambda year: (-opens[year], year), default=None)


def partition(mentions: Sequence[Mention], links: Links = NO_LINKS) -> tuple[list[Group], frozenset[str]]:
    """(the films that the mentions of bound blocks mean, the mentions that may mean several of them).

    Mentions of one title that share a person are of one film, whatever year they tell. What tells too little joins the one
    film that it does not contradict; where there are several, the one that was current when the article came out, or none.
    `links` are what people decided; they outrank all that.
    """
    mentions = renamed(mentions)
    parts = sorted(_linked(mentions, links), key=lambda p: _telling(p, links))
    films: list[Group] = []
    vague: list[Group] = []
    for part in parts:
        fitting = [i for i, film in enumerate(films) if _fits(film, part, links)]
        fitting = [i for i in fitting if part.titles <= films[i].titles] or fitting
        tells = bool(part.directors or part.years or part.current)
        if not fitting:
            films.append(part)
        elif len(fitting) == 1 and (tells or not _rivals(films, part)):
            films[fitting[0]] = films[fitting[0]].joined(part)
        elif links.forced(part.mentions):
            films.append(part)
        else:
            vague.append(part)
    undecided = _place(vague, films, {m.key: m for m in mentions}, links)
    return films, undecided


def _fits(film: Group, part: Group, links: Links) -> bool:
    return not film.conflicts(part) and not links.parted(film.mentions, part.mentions)


def _rivals(films: Sequence[Group], part: Group) -> bool:
    """Whether several films have the title."""
    return sum(part.titles <= f.titles for f in films) > 1


def _linked(mentions: Sequence[Mention], links: Links) -> list[Group]:
    """Mentions that share a person, directly or through others, or that a person linked, as groups."""
    up = {m.key: m.key for m in mentions}

    def root(key: str) -> str:
        while up[key] != key:
            up[key] = up[up[key]]
            key = up[key]
        return key

    free = [m for m in mentions if m.key not in links.taken | links.mute]
    described = [frozenset(m.key for m in chain) for chain in chains([m for m in free if is_untitled(m.block)])]
    for keys in (*links.together, *described):
        present = sorted(k for k in keys if k in up)
        for key in present[1:]:
            up[root(key)] = root(present[0])
    first: dict[tuple[str, str], str] = {}
    for m in free:
        for name in m.people if not is_untitled(m.block) else ():
            up[root(m.key)] = root(first.setdefault((m.block, name), m.key))
    for m in sorted((m for m in mentions if m.key in links.taken - links.mute), key=lambda m: m.key):
        met = {root(first[m.block, name]) for name in m.people if (m.block, name) in first}
        for theirs in sorted((frozenset(k for k in up if root(k) == other) for other in met), key=min):
            mine = frozenset(k for k in up if root(k) == root(m.key))
            if not links.parted(mine, theirs):
                up[root(min(theirs))] = root(m.key)
    gathered: dict[str, list[Mention]] = {}
    for m in mentions:
        gathered.setdefault(root(m.key), []).append(m)
    return [_told(members, links) for members in gathered.values()]


def _told(members: Sequence[Mention], links: Links) -> Group:
    """A group as its members tell of it, but for those that a person put there."""
    group = _group([m for m in members if m.key not in links.mute] or members)
    return replace(
        group,
        mentions=frozenset(m.key for m in members),
        blocks=frozenset(m.block for m in members if m.block),
        titles=frozenset(title for m in members for title in m.also),
    )


def _group(members: Sequence[Mention]) -> Group:
    years = sorted(m.year for m in members if m.year is not None)
    # a few articles take the year of another film for this one's: of years too far apart the commonest holds
    common = max(years, key=lambda y: (years.count(y), y), default=None)
    near = frozenset(y for y in years if common is not None and abs(y - common) <= NEAR)
    directors = frozenset(d for m in members for d in m.directors)
    current = frozenset(m.current for m in members if m.current is not None)
    return Group(frozenset(m.key for m in members), directors, near, current)


def _telling(group: Group, links: Links) -> tuple[object, ...]:
    """Those that tell most come first."""
    forced = links.forced(group.mentions)
    return (
        not group.directors,
        not group.years,
        not group.current,
        not forced,
        -len(group.mentions),
        min(group.mentions),
    )


def _place(vague: Sequence[Group], films: list[Group], mentions: dict[str, Mention], links: Links) -> frozenset[str]:
    """Give each vague mention to the one film that was current when its article came out; give back the rest."""
    undecided: set[str] = set()
    placed: dict[int, set[str]] = {}
    for part in vague:
        for key in part.mentions:
            year = int(mentions[key].when[:4])
            current = [
                i for i, f in enumerate(films)
                if _fits(f, part, links) and any(abs(y - year) <= CURRENT for y in f.years | f.current)
            ]  # fmt: skip
            if len(current) == 1:
                placed.setdefault(current[0], set()).add(key)
            else:
                undecided.add(key)
    for i, keys in placed.items():
        films[i] = replace(films[i], mentions=films[i].mentions | keys)
    return frozenset(undecided)
