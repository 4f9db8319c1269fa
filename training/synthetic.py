"""Synthetic articles from sentence patterns: plenty of lists, parentheses and cross-references for the pair head to sort.

Patterns carry their claims, so the labels are exact; names are drawn from the trainer's list. They are pretraining only:
what they teach is which value goes with which film, not how journalists write.

A document is a news round (any film in each sentence) or a story (one film followed, others in passing).
"""

from __future__ import annotations

import random
import re

from bigpicture.folding import plain
from bigpicture.reading.candidates import ruled
from training import patterns
from training.augment import Names
from training.documents import Document, Entity, surname
from training.patterns import Claim, Pattern

_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_LABELS = {"w": "WORK", "k": "CHARACTER", "l": "CHARACTER", "g": "GENRE", "o": "ORG", "b": "EVENT", "e": "EVENT", "n": "COUNT",
           "m": "MONEY", "t": "DATE", "x": "SOURCE"}  # fmt: skip
_CREDIT_OF = {"ca": "cast", "cd": "director", "cs": "writer"}


World = dict[str, str]  # slot values by name and number; "b" is the one body of the document
OWN = {
    "g": patterns.GENRES,
    "o": patterns.COMPANIES,
    "x": patterns.SOURCES,
    "k": patterns.ROLES,
    "l": patterns.ROLES,
}  # a film keeps these
DRAWN = {"y": patterns.MATERIALS, "m": patterns.MONEY, "t": patterns.DATES, "e": patterns.FESTIVALS, "n": patterns.COUNTS, "cf": patterns.FILM,
         "cd": patterns.DIRECTING, "cs": patterns.WRITING, "ca": patterns.ACTING}  # fmt: skip
NUMBERS = ["", "2", "3", "4"]


def _world(names: Names, rng: random.Random) -> World:
    world = {"b": rng.choice(patterns.BODIES if rng.random() < 0.75 else patterns.FESTIVALS)}
    for number in NUMBERS:
        world[f"w{number}"] = _title(names, rng)
        for slot in "dspqrvz":
            world[slot + number] = rng.choice(names.people)
        for slot, pool in OWN.items():
            world[slot + number] = rng.choice(pool)
        if rng.random() < 0.5:  # a role is a name as often as a description
            first, second = rng.choice(names.people).split()[0], rng.choice(names.people)
            world["k" + number], world["l" + number] = first, rng.choice((second, second.split()[0]))
    return _drawn(world, rng)


def _title(names: Names, rng: random.Random) -> str:
    """A title; one in ten is a sequel's or a description, as of projects without a title."""
    own = names.title(rng)
    if rng.random() > 0.1:
        return own
    genre, person = rng.choice(patterns.GENRES), rng.choice(names.people)
    made = (
        "{0} 2",
        "{0} 3",
        "{0} II",
        "{0}: {1}",
        "{0} sequel",
        "untitled {0} sequel",
        "untitled {2}",
        "untitled {3} biopic",
        "untitled {3} project",
    )
    return rng.choice(made).format(own, rng.choice(names.titles), genre, person)


def _drawn(world: World, rng: random.Random) -> World:
    """The same films, with other sums, dates, festivals and categories for the next sentence."""
    return world | {slot + number: rng.choice(pool) for number in NUMBERS for slot, pool in DRAWN.items()}


def _shuffled(world: World, rng: random.Random, keep: int = 0) -> World:
    """The same films under other numbers from `keep` on: the next pattern may speak of any of them."""
    order = NUMBERS[keep:]
    rng.shuffle(order)
    return _drawn(_numbered(world, NUMBERS[keep:], order), rng)


def _numbered(world: World, new: list[str], old: list[str]) -> World:
    """The films of the numbers `old` under the numbers `new`."""
    out = dict(world)
    for a, b in zip(new, old, strict=True):
        out |= {slot + a: world[slot + b] for slot in ("w", *"dspqrvz", *OWN)}
    return out


def _entity(slot: str, value: str, at: int) -> Entity:
    kind = slot.rstrip("0123456789")
    if kind in ("ca", "cd", "cs", "cf", "n"):
        return ("COUNT" if kind == "n" else "CATEGORY", str(at))
    if kind in _LABELS:
        return (_LABELS[kind], value if kind in ("b", "e", "t") else plain(value))
    return ("PERSON", value)


def _say(d: Document, pattern: Pattern, world: World, said: set[str], rng: random.Random) -> None:
    """Append one sentence with its spans and relations. People already named may be called by surname."""
    text, claims = _CHOICE.sub(lambda m: rng.choice(m[1].split("|")), pattern[0]), pattern[1]
    entities: dict[str, Entity] = {}
    out, at = [], 0
    base = len(d.text)
    length = 0
    for match in _SLOT.finditer(text):
        slot = match[1] + match[2]
        value = world[slot]
        shown = value
        if match[1] in "dspqrvz" and value in said and rng.random() < 0.6:
            shown = surname(value) or value
        said.add(value)
        before = text[at : match.start()]
        length += len(before)
        entity = entities.setdefault(slot, _entity(slot, value, base + length))
        if match.start() == 0 and shown[0].islower():
            shown = shown[0].upper() + shown[1:]
        if match[1] in "mty":
            entities[slot] = ("?" + match[1], str(base + length))  # _rules knows the value
        else:
            d.spans.append((base + length, base + length + len(shown), entity))
        out += [before, shown]
        length += len(shown)
        at = match.end()
    d.text += "".join(out) + text[at:]
    _claim(d, claims, entities, world)


def _claim(d: Document, claims: list[Claim], entities: dict[str, Entity], world: World) -> None:
    body: Entity = ("EVENT", world["b"])

    def entity(slot: str) -> Entity:
        """The thing of a slot, also of one that this sentence leaves out ("It opens on Friday")."""
        return entities.get(slot) or _entity(slot, world[slot], -1)

    for claim in claims:
        kind, one, two = claim[0], entity(claim[1]), entity(claim[2])
        if kind not in ("award", "nomination"):
            d.relations.setdefault((one, two), {})[kind] = claim[3] if len(claim) > 3 else "stated"
            continue
        status = claim[4] if len(claim) > 4 else "stated"
        person = entity(claim[3]) if len(claim) > 3 and claim[3] else None
        d.relations.setdefault((one, two), {})[kind] = status
        if two != body:
            d.relations.setdefault((body, two), {})["body"] = status
        if person:
            d.relations.setdefault((person, two), {})["prize_person"] = status
            d.relations.setdefault((one, person), {})["prize_with"] = status
            if status != "denied" and claim[2].rstrip("234") in _CREDIT_OF:
                d.relations[one, person][_CREDIT_OF[claim[2].rstrip("234")]] = "stated"


def documents(names: Names, count: int, seed: int) -> list[Document]:
    """Synthetic documents of four to twelve sentences: stories, news rounds and, one in six, round-ups in capsules."""
    rng = random.Random(seed)
    kinds = (_story, _round, _story, _round, _story, _capsules)
    return [kinds[i % len(kinds)](f"synthetic-{i}", names, rng) for i in range(count)]


def _empty(name: str, rng: random.Random) -> Document:
    return Document(name, "", 0, f"{rng.randint(1999, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")


def _story(name: str, names: Names, rng: random.Random) -> Document:
    """One film, named seldom after the lead, and others that its people bring up."""
    d, world, said = _empty(name, rng), _world(names, rng), set[str]()
    if rng.random() < 0.3:  # a headline that names it
        _say(d, (rng.choice(patterns.HEADLINES), []), world, set(), rng)
        d.text += "\n\n"
    _say(d, rng.choice(patterns.LEADS), world, said, rng)
    for _ in range(rng.randint(3, 10)):
        d.text += rng.choice((" ", " ", "\n\n"))
        world = _shuffled(world, rng, keep=1)
        at = rng.random()
        if at < 0.1:
            d.text += rng.choice(patterns.FILLER)
        else:
            _say(d, rng.choice(patterns.FOLLOWS if at < 0.65 else patterns.ASIDES), world, said, rng)
    _rules(d)
    return d


def _capsules(name: str, names: Names, rng: random.Random) -> Document:
    """One paragraph a film, each under its title in the same typography."""
    d, world, said = _empty(name, rng), _world(names, rng), set[str]()
    pattern = rng.choice(patterns.CAPSULES)
    if rng.random() < 0.35:
        world = {slot: value.upper() if slot[0] == "w" else value for slot, value in world.items()}
    for number in range(4):
        _say(d, pattern if rng.random() < 0.85 else rng.choice(patterns.CAPSULES), world, said, rng)
        for follow in rng.sample([f for f in patterns.FOLLOWS if "{w" not in f[0]], rng.randint(0, 2)):
            d.text += " "
            _say(d, follow, world, said, rng)
        d.text += "\n\n" if number < 3 else ""
        order = NUMBERS[1:] + NUMBERS[:1]
        world = _drawn(_numbered(world, NUMBERS, order), rng)
    _rules(d)
    return d


def _round(name: str, names: Names, rng: random.Random) -> Document:
    """Several films of like weight, prizes or credits."""
    d, world, said = _empty(name, rng), _world(names, rng), set[str]()
    prizes = rng.random() < 0.6
    if prizes:
        lead = rng.choice(
            (
                "The {b} were handed out on Sunday.",
                "The {b} have announced their nominations.",
                "The winners of this year's {b} have been named.",
            )
        )
        _say(d, (lead, []), world, said, rng)
        d.text += rng.choice((" ", "\n\n"))
    for _ in range(rng.randint(4, 9)):
        if rng.random() < 0.15:
            d.text += rng.choice(patterns.FILLER)
        else:
            pattern = rng.choice(patterns.PRIZES if prizes and rng.random() < 0.75 else patterns.CREDITS)
            world = _shuffled(world, rng)
            if "{w" not in pattern[0]:
                pattern = ("{w} is next. " + pattern[0], pattern[1])
            _say(d, pattern, world, said, rng)
        d.text += rng.choice((" ", " ", "\n\n"))
    _rules(d)
    return d


def _rules(d: Document) -> None:
    """What rules find joins in, as in real articles; sums and dates are then related to the film before them."""
    taken = [(s, e) for s, e, _ in d.spans]
    found: dict[Entity, Entity] = {}
    for s, e, label, key in ruled(d.text, d.published):
        if label in ("MONEY", "DATE", "MATERIAL"):
            d.spans.append((s, e, (label, key)))
            found |= {(kind, str(at)): (label, key) for kind in ("?m", "?t", "?y") for at in range(s, e)}
        elif label == "EVENT" and not any(a < e and s < b for a, b in taken):
            d.spans.append((s, e, (label, key)))
    named = {entity for _, _, entity in d.spans}
    relations = {
        (a, found.get(b, b)): r for (a, b), r in d.relations.items() if a in named and found.get(b, b) in named
    }
    d.relations.clear()
    d.relations.update(relations)
    d.spans.sort(key=lambda x: (x[0], x[1]))
