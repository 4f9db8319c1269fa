"""Synthetic articles from sentence patterns: plenty of lists, parentheses and cross-references for the pair head to sort.

Patterns carry their claims, so the labels are exact; names are drawn from the trainer's list. They are pretraining only:
what they teach is which value goes with which film, not how journalists write.

A pattern is (text, claims). Slots: w film, d director, s writer, p and q actors of w, k character of p, l of q, g genre, o company, cf cd cs
ca categories (film, directing, writing, acting), n count, b body, e festival, m money, t date; a number after a slot picks
another film's. A claim is (relation, one, two) by slot; prizes are ("award" or "nomination", film, anchor, person, status).
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from bigpicture.folding import plain
from bigpicture.reading.candidates import ruled
from training.augment import Names
from training.documents import Document, Entity, surname

GENRES = [
    "drama",
    "comedy",
    "thriller",
    "horror film",
    "romantic comedy",
    "documentary",
    "war drama",
    "western",
    "musical",
    "biopic",
    "period drama",
    "crime thriller",
    "sci-fi epic",
    "black comedy",
    "fantasy",
    "animated comedy",
    "heist film",
    "family film",
    "action thriller",
    "road movie",
]
FILM = [
    "best film",
    "best picture",
    "Best Feature",
    "best foreign language film",
    "best British film",
    "outstanding British film",
    "Best Documentary",
    "best animated film",
    "the top prize",
    "Grand Jury Prize",
    "best musical or comedy",
    "best drama",
    "best debut",
    "best cinematography",
    "best editing",
    "visual effects",
    "best score",
    "the audience award",
    "best international film",
    "best original song",
    "best costume design",
    "production design",
    "sound",
    "best first feature",
]
DIRECTING = [
    "best director",
    "Best Director",
    "directing",
    "the best director prize",
    "directing honors",
    "best new director",
]
WRITING = [
    "best screenplay",
    "Best Original Screenplay",
    "adapted screenplay",
    "original screenplay",
    "best writing",
    "the screenplay prize",
]
ACTING = [
    "best actor",
    "best actress",
    "Best Actor",
    "Best Actress",
    "best supporting actor",
    "best supporting actress",
    "Supporting Actress",
    "leading actress",
    "lead actor",
    "breakthrough performance",
    "best newcomer",
    "best female lead",
    "male lead",
    "outstanding performance by a female actor",
    "best actor in a comedy",
    "best actress in a drama",
]
BODIES = [
    "Oscars",
    "Academy Awards",
    "Baftas",
    "BAFTA Film Awards",
    "Golden Globes",
    "Golden Globe Awards",
    "Screen Actors Guild Awards",
    "Critics' Choice Awards",
    "Independent Spirit Awards",
    "Gotham Awards",
    "British Independent Film Awards",
    "European Film Awards",
    "Cesars",
    "Goya Awards",
    "Chicago Film Critics",
    "New York Film Critics Circle",
    "Los Angeles Film Critics Association",
    "National Board of Review",
    "London Film Critics' Circle",
    "IFTAs",
    "Filmfare Awards",
    "Emmys",
    "Boston Society of Film Critics",
    "National Society of Film Critics",
]
FESTIVALS = [
    "Cannes Film Festival",
    "Venice Film Festival",
    "Toronto International Film Festival",
    "Sundance",
    "Sundance Film Festival",
    "Berlin Film Festival",
    "Telluride",
    "SXSW",
    "London Film Festival",
    "New York Film Festival",
    "Tribeca",
    "Edinburgh Film Festival",
    "Locarno",
    "Cannes",
    "Venice",
    "Tribeca Film Festival",
    "Busan International Film Festival",
]
COMPANIES = [
    "Warner Bros",
    "Universal",
    "Sony Pictures",
    "Fox Searchlight",
    "A24",
    "Netflix",
    "Lionsgate",
    "Paramount",
    "Miramax",
    "Focus Features",
    "Neon",
    "Disney",
    "Sony Pictures Classics",
    "Film4",
    "Working Title",
    "Amazon Studios",
    "Blumhouse",
    "Studiocanal",
    "IFC Films",
    "Magnolia Pictures",
    "Dreamworks",
    "Columbia",
    "New Line",
    "MGM",
    "Pathe",
    "Entertainment One",
    "Plan B",
    "Annapurna",
    "Bleecker Street",
    "Summit",
]
COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "10", "11", "12", "13"]
MONEY = [
    "$12.4m",
    "$8.1 million",
    "£3.2m",
    "$45m",
    "$101.6 million",
    "$6.7m",
    "$23 million",
    "€4.1m",
    "£1.1 million",
    "$17.9 million",
    "$250m",
]
DATES = [
    "December 22",
    "14 March",
    "Friday",
    "next month",
    "on 5 November",
    "May 18, 2012",
    "summer 2015",
    "next spring",
    "24 October",
    "Christmas Day",
]

Claim = tuple[str, ...]
PRIZES: list[tuple[str, list[Claim]]] = [
    ("{p} won {ca} for {w}.", [("award", "w", "ca", "p")]),
    ("{p} was named {ca} for {w} at the {b}.", [("award", "w", "ca", "p")]),
    ("{ca} went to {p} for {w}, while {p2} took {ca2} for {w2}.", [("award", "w", "ca", "p"), ("award", "w2", "ca2", "p2")]),
    ("The {ca} prize went to {p} for their role in {w}.", [("award", "w", "ca", "p")]),
    ("{w} won {cf}, and {d} took {cd}.", [("award", "w", "cf"), ("award", "w", "cd", "d")]),
    ("{w} was the big winner, taking {n} prizes including {cf} and {cd} for {d}.", [("award", "w", "n"), ("award", "w", "cf"), ("award", "w", "cd", "d")]),
    ("{d} was named {cd}, with {s} winning {cs} for the same film.", [("award", "w", "cd", "d"), ("award", "w", "cs", "s")]),
    ("{w} leads the field with {n} nominations, including {cf}, {cd} for {d} and {ca} for {p}.", [("nomination", "w", "n"), ("nomination", "w", "cf"), ("nomination", "w", "cd", "d"), ("nomination", "w", "ca", "p")]),
    ("{w2} has {n2}, followed by {w3} with {n3}.", [("nomination", "w2", "n2"), ("nomination", "w3", "n3")]),
    ("{p} is up for {ca} for {w}, alongside {p2} for {w2}, {p3} for {w3} and {p4} for {w4}.", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("The nominees for {ca} are {p} ({w}), {p2} ({w2}), {p3} ({w3}) and {p4} ({w4}).", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("Competing for {cf} are {w}, {w2}, {w3} and {w4}.", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf"), ("nomination", "w4", "cf")]),
    ("{w} will compete with {w2} and {w3} for {cf}.", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf")]),
    ("{cf}\n{w}\n{w2}\n{w3}", [("nomination", "w", "cf"), ("nomination", "w2", "cf"), ("nomination", "w3", "cf")]),
    ("{ca}\n{p}, {w}\n{p2}, {w2}\n{p3}, {w3}", [("nomination", "w", "ca", "p"), ("nomination", "w2", "ca", "p2"), ("nomination", "w3", "ca", "p3")]),
    ("{ca}: {p}, {w}", [("award", "w", "ca", "p")]),
    ("{cf}: {w}", [("award", "w", "cf")]),
    ("{cd}: {d} - {w}", [("award", "w", "cd", "d")]),
    ("In the {ca} category, {p} beat {p2}, nominated for {w2}, with a turn in {w}.", [("award", "w", "ca", "p"), ("nomination", "w2", "ca", "p2")]),
    ("{w2} missed out on {cf}.", [("nomination", "w2", "cf", "", "denied")]),
    ("There was no nomination for {p2}, who had been tipped for {ca} for {w2}.", [("nomination", "w2", "ca", "p2", "denied")]),
    ("{d2} was overlooked for {cd} despite the success of {w2}.", [("nomination", "w2", "cd", "d2", "denied")]),
    ("{w} is also expected to be nominated for {cf}.", [("nomination", "w", "cf", "", "rumoured")]),
    ("{w} was shut out of the {b}.", [("nomination", "w", "b", "", "denied")]),
    ("The {b}-nominated {w} also picked up {cf}.", [("nomination", "w", "b"), ("award", "w", "cf")]),
    ("{w3} has been nominated for {n} awards.", [("nomination", "w3", "n")]),
    ("{w2} took {n2} awards, including {cs} for {s2}.", [("award", "w2", "n2"), ("award", "w2", "cs", "s2")]),
    ("{p} and {q} share the {ca} award for {w}.", [("award", "w", "ca", "p"), ("award", "w", "ca", "q")]),
    ("{w}, {d}'s {g}, was voted {cf} by the {b}.", [("award", "w", "cf"), ("director", "w", "d"), ("genre", "w", "g")]),
    ("The {b} gave {cf} to {d}'s {w} and {ca} to {p2} for {w2}.", [("award", "w", "cf"), ("director", "w", "d"), ("award", "w2", "ca", "p2")]),
    ("{d} won {cd} for the {g} {w}, which stars {p}.", [("award", "w", "cd", "d"), ("genre", "w", "g"), ("cast", "w", "p")]),
    ("{p}, who plays {k} in {w}, is nominated for {ca}.", [("nomination", "w", "ca", "p"), ("plays", "p", "k")]),
    ("{s} was recognised for {cs} for {w}, as were {s2} for {w2} and {s3} for {w3}.", [("nomination", "w", "cs", "s"), ("nomination", "w2", "cs", "s2"), ("nomination", "w3", "cs", "s3")]),
    ("{cd} nominees are {d} for {w}, {d2} for {w2} and {d3} for {w3}.", [("nomination", "w", "cd", "d"), ("nomination", "w2", "cd", "d2"), ("nomination", "w3", "cd", "d3")]),
    ("{p3} ({w3}) and {p4} ({w4}) were also nominated for {ca}.", [("nomination", "w3", "ca", "p3"), ("nomination", "w4", "ca", "p4")]),
    ("{w} - {n}\n{w2} - {n2}\n{w3} - {n3}", [("nomination", "w", "n"), ("nomination", "w2", "n2"), ("nomination", "w3", "n3")]),
]  # fmt: skip
CREDITS: list[tuple[str, list[Claim]]] = [
    ("{w}, directed by {d}, stars {p} as {k}.", [("director", "w", "d"), ("cast", "w", "p"), ("plays", "p", "k")]),
    ("{d}'s {g} {w} stars {p} and {q}.", [("director", "w", "d"), ("genre", "w", "g"), ("cast", "w", "p"), ("cast", "w", "q")]),
    ("{p} and {q} star in {w}, a {g} from {d}.", [("cast", "w", "p"), ("cast", "w", "q"), ("genre", "w", "g"), ("director", "w", "d")]),
    ("{p} has signed on to star opposite {q} in {w} for {o}.", [("cast", "w", "p"), ("cast", "w", "q"), ("company", "w", "o")]),
    ("{p} is in talks to join {q} in {w}.", [("cast", "w", "p", "rumoured"), ("cast", "w", "q")]),
    ("{p} has dropped out of {w}, and {q} will take over the role of {l}.", [("cast", "w", "p", "denied"), ("cast", "w", "q"), ("plays", "q", "l")]),
    ("{d} will direct from a script by {s}.", [("director", "w", "d"), ("writer", "w", "s")]),
    ("{s} wrote the screenplay and {r} is producing for {o}.", [("writer", "w", "s"), ("producer", "w", "r"), ("production", "w", "o")]),
    ("The film follows {k} ({p}) and {l} ({q}).", [("cast", "w", "p"), ("cast", "w", "q"), ("plays", "p", "k"), ("plays", "q", "l")]),
    ("The {g} also features {q} as {l}.", [("genre", "w", "g"), ("cast", "w", "q"), ("plays", "q", "l")]),
    ("{p2}, best known for {w2}, will play {k}.", [("cast", "w2", "p2"), ("cast", "w", "p2"), ("plays", "p2", "k")]),
    ("{w2} star {p2} was seen with {w3} director {d3}.", [("cast", "w2", "p2"), ("director", "w3", "d3")]),
    ("{d2}, who made {w2}, and {d3} ({w3}) were also present.", [("director", "w2", "d2"), ("director", "w3", "d3")]),
    ("{o} will release {w} on {t}.", [("distributor", "w", "o"), ("release", "w", "t")]),
    ("{w} opens {t}.", [("release", "w", "t")]),
    ("{o} has moved {w} to {t}, while {w2} goes out on {t2}.", [("distributor", "w", "o"), ("release", "w", "t"), ("release", "w2", "t2")]),
    ("{w} premiered at {e}.", [("screening", "w", "e")]),
    ("{w}, {w2} and {w3} will screen at the {e}.", [("screening", "w", "e"), ("screening", "w2", "e"), ("screening", "w3", "e")]),
    ("{w} ({d}), {w2} ({d2}) and {w3} ({d3}) are in competition at {e}.", [("director", "w", "d"), ("director", "w2", "d2"), ("director", "w3", "d3"), ("screening", "w", "e"), ("screening", "w2", "e"), ("screening", "w3", "e")]),
    ("{w} took {m} in its first weekend, beating {w2} with {m2}.", [("box_office", "w", "m"), ("box_office", "w2", "m2")]),
    ("In third place was {w3}, starring {p3}, with {m3}.", [("box_office", "w3", "m3"), ("cast", "w3", "p3")]),
    ("{w2}, which stars {p2}, slipped to second with {m2}.", [("box_office", "w2", "m2"), ("cast", "w2", "p2")]),
    ("{p}'s {g} {w} entered at number four.", [("cast", "w", "p"), ("genre", "w", "g")]),
    ("{d} directed {p} in {w} and {p2} in the {g2} {w2}.", [("director", "w", "d"), ("cast", "w", "p"), ("director", "w2", "d"), ("cast", "w2", "p2"), ("genre", "w2", "g2")]),
    ("{r} and {s} produced {w}.", [("producer", "w", "r"), ("producer", "w", "s")]),
    ("{w} is produced by {r}, whose credits include {w2} and {w3}.", [("producer", "w", "r"), ("producer", "w2", "r"), ("producer", "w3", "r")]),
    ("{o}'s {w} is a {g}, written and directed by {d}.", [("company", "w", "o"), ("genre", "w", "g"), ("writer", "w", "d"), ("director", "w", "d")]),
    ("Also on the slate are {d2}'s {w2} and the {g3} {w3}, with {p3}.", [("director", "w2", "d2"), ("genre", "w3", "g3"), ("cast", "w3", "p3")]),
]  # fmt: skip
FILLER = (
    "The ceremony takes place later this month.", "Organisers said they were delighted with the response.", "It was a good night for newcomers.",
    "Critics have been kind.", "No further details were given.", "The winners were announced on Sunday.", "Filming begins in the autumn.",
    "The event drew a crowd of several hundred.", "Tickets go on sale next week.",
)  # fmt: skip
_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
_LABELS = {"w": "WORK", "k": "CHARACTER", "l": "CHARACTER", "g": "GENRE", "o": "ORG", "b": "EVENT", "e": "EVENT", "n": "COUNT",
           "m": "MONEY", "t": "DATE"}  # fmt: skip
_CREDIT_OF = {"ca": "cast", "cd": "director", "cs": "writer"}


@dataclass(frozen=True, slots=True)
class _World:
    """One article's films and body; slot values by name and number."""

    values: dict[str, str]
    prizes: bool


def _world(names: Names, rng: random.Random) -> _World:
    values: dict[str, str] = {"b": rng.choice(BODIES)}
    pools = {"g": GENRES, "o": COMPANIES, "m": MONEY, "t": DATES, "e": FESTIVALS, "n": COUNTS,
             "cf": FILM, "cd": DIRECTING, "cs": WRITING, "ca": ACTING}  # fmt: skip
    for number in ("", "2", "3", "4"):
        values[f"w{number}"] = rng.choice(names.titles)
        for slot in "dspqrkl":
            values[slot + number] = rng.choice(names.people)
        for slot, pool in pools.items():
            values[slot + number] = rng.choice(pool)
    return _World(values, rng.random() < 0.6)


def _shuffled(world: _World, rng: random.Random) -> _World:
    """The same films under other numbers, and other categories: the next pattern may speak of any of them."""
    order = ["", "2", "3", "4"]
    rng.shuffle(order)
    values = {k: v for k, v in world.values.items() if k == "b"}
    for new, old in zip(("", "2", "3", "4"), order, strict=True):
        values |= {slot + new: world.values[slot + old] for slot in ("w", *"dspqrklgo")}
        for slot, pool in (
            ("m", MONEY),
            ("t", DATES),
            ("e", FESTIVALS),
            ("n", COUNTS),
            ("cf", FILM),
            ("cd", DIRECTING),
            ("cs", WRITING),
            ("ca", ACTING),
        ):
            values[slot + new] = rng.choice(pool)
    return _World(values, world.prizes)


def _entity(slot: str, value: str, at: int) -> Entity:
    kind = slot.rstrip("0123456789")
    if kind in ("ca", "cd", "cs", "cf", "n"):
        return ("COUNT" if kind == "n" else "CATEGORY", str(at))
    if kind in _LABELS:
        return (_LABELS[kind], value if kind in ("b", "e", "t") else plain(value))
    return ("PERSON", value)


def _say(d: Document, pattern: tuple[str, list[Claim]], world: _World, said: set[str], rng: random.Random) -> None:
    """Append one sentence with its spans and relations. People already named may be called by surname."""
    text, claims = pattern
    entities: dict[str, Entity] = {}
    out, at = [], 0
    base = len(d.text)
    length = 0
    for match in _SLOT.finditer(text):
        slot = match[1] + match[2]
        value = world.values[slot]
        shown = value
        if match[1] in "dspqr" and value in said and rng.random() < 0.6:
            shown = surname(value) or value
        said.add(value)
        before = text[at : match.start()]
        length += len(before)
        entity = entities.setdefault(slot, _entity(slot, value, base + length))
        if match.start() == 0 and shown[0].islower():
            shown = shown[0].upper() + shown[1:]
        if match[1] in "mt":
            entities[slot] = ("?" + match[1], str(base + length))  # _rules knows the value
        else:
            d.spans.append((base + length, base + length + len(shown), entity))
        out += [before, shown]
        length += len(shown)
        at = match.end()
    d.text += "".join(out) + text[at:]
    _claim(d, claims, entities, world)


def _claim(d: Document, claims: list[Claim], entities: dict[str, Entity], world: _World) -> None:
    body: Entity = ("EVENT", world.values["b"])
    for claim in claims:
        kind, one = claim[0], entities.get(claim[1])
        two = entities.get(claim[2])
        if kind not in ("award", "nomination"):
            if one and two:
                d.relations.setdefault((one, two), {})[kind] = claim[3] if len(claim) > 3 else "stated"
            continue
        status = claim[4] if len(claim) > 4 else "stated"
        person = entities.get(claim[3]) if len(claim) > 3 else None
        work: Entity = ("WORK", plain(world.values[claim[1]]))
        assert two is not None
        d.relations.setdefault((work, two), {})[kind] = status
        if two != body:
            d.relations.setdefault((body, two), {})["body"] = status
        if person:
            d.relations.setdefault((person, two), {})["prize_person"] = status
            d.relations.setdefault((work, person), {})["prize_with"] = status
            if status != "denied" and claim[2].rstrip("234") in _CREDIT_OF:
                d.relations[work, person][_CREDIT_OF[claim[2].rstrip("234")]] = "stated"


def documents(names: Names, count: int, seed: int) -> list[Document]:
    """Synthetic documents of four to nine sentences."""
    rng = random.Random(seed)
    return [_document(f"synthetic-{i}", names, rng) for i in range(count)]


def _document(name: str, names: Names, rng: random.Random) -> Document:
    world = _world(names, rng)
    d = Document(name, "", 0, f"{rng.randint(2004, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")
    said: set[str] = set()
    if world.prizes:
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
            d.text += rng.choice(FILLER)
        else:
            pool = PRIZES if world.prizes and rng.random() < 0.75 else CREDITS
            pattern = rng.choice(pool)
            world = _shuffled(world, rng)
            if "The film follows" in pattern[0] or pattern[0].startswith(
                ("{d} will direct", "{s} wrote", "The {g} also")
            ):
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
        if label in ("MONEY", "DATE"):
            d.spans.append((s, e, (label, key)))
            found |= {(kind, str(at)): (label, key) for kind in ("?m", "?t") for at in range(s, e)}
        elif label == "EVENT" and not any(a < e and s < b for a, b in taken):
            d.spans.append((s, e, (label, key)))
    relations = {(a, found.get(b, b)): r for (a, b), r in d.relations.items() if b[0][0] != "?" or b in found}
    d.relations.clear()
    d.relations.update(relations)
    d.spans.sort(key=lambda x: (x[0], x[1]))
