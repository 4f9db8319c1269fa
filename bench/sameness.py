"""How well copies are told from other articles, and how fast: python -m bench.sameness [--sweep]

Copies are made from the annotated articles by the edits that a wire story meets at its subscribers, with a fixed seed.
What must stay apart is every pair of different articles, and pairs made to look alike: the same template about other
films, a quotation in common, the same people, an item within a round-up, nominees and winners. For each kind stand the
share that the bands offer, the share that is then held to be the same, and quantiles of the three measures. Then speed,
and candidates as the collection grows. With --sweep: recall and false groupings of other shingle sizes and bands.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np

from bigpicture import sameness

ROOT = Path(__file__).parents[1]
SEED = 20261129
SIZES = (1_000, 10_000, 100_000)  # synthetic articles

Pair = tuple[str, str]
Edit = Callable[[random.Random, str, str], str]

_HEADS = (
    "Salt and smoke lead a crowded weekend",
    "Studio sets its winter slate",
    "What we know so far about the new film",
)
_TAILS = (
    "Reporting by Jo Reeve in London; editing by Sam Hollis.",
    "This story was updated at 4pm with further reaction. Sign up for our film newsletter to have stories like this one sent to you.",
    "The Daily Reel is on every platform. Additional reporting by our screen desk.",
)
_ASIDES = (
    "Read more: the ten best films of the month",
    "Related: our critics choose",
    "Photograph: Jo Reeve/Harbour Pictures",
)
_STYLE = (
    ("\"", "”"), ("'", "’"), (" - ", " — "), ("per cent", "%"), ("film", "movie"), ("movies", "films"), ("percent", "%"), ("colour", "color"),
    ("favourite", "favorite"), ("theatre", "theater"), ("cinema", "theater"), ("programme", "program"), ("ise ", "ize "), ("ised", "ized"),
    ("£", "GBP"), ("US ", "U.S. "), ("UK ", "British "), ("whilst", "while"), ("towards", "toward"), ("said", "told reporters"),
)  # fmt: skip
_SMALL = "the a an of to in on for with and but also however later earlier new latest just now still reportedly".split()
_CATEGORIES = (
    "Best film", "Best director", "Best actress", "Best actor", "Best supporting actress", "Best supporting actor", "Original screenplay",
    "Adapted screenplay", "Cinematography", "Editing", "Original score", "Costume design", "Production design", "Sound", "Visual effects",
)  # fmt: skip
_FORENAMES = (
    "Alder Bryn Corvo Delft Esk Fenn Garrow Hale Ibsen Joss Keld Lorne Marsh Neve Orrin Pell Quade Rusk".split()
)


@cache
def corpus() -> tuple[str, ...]:
    rows = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "corpus").glob("*.json"))]
    return tuple(row["text"] for row in rows)


@cache
def common() -> frozenset[str]:
    """Names that one article in a hundred has: months, cities, studios, prizes."""
    found = Counter(name for text in corpus() for name in set(_NAME.findall(text)))
    return frozenset(name for name, count in found.items() if count >= len(corpus()) / 100)


def paragraphs(text: str) -> list[str]:
    return [p for p in text.split("\n") if p.strip()]


def join(parts: list[str]) -> str:
    return "\n\n".join(parts)


def share(parts: list[str], part: float) -> list[str]:
    """The paragraphs that make the first part of the words; the last is broken off at a word, as desks cut to length."""
    left, out = int(part * sum(len(p.split()) for p in parts)), []
    for paragraph in parts:
        words = paragraph.split()
        out.append(" ".join(words[:left]))
        left -= len(words)
        if left <= 0:
            break
    return out


# What becomes of a wire story at another outlet.


def headline(rng: random.Random, text: str, _: str) -> str:
    return f"{rng.choice(_HEADS)}\n\nBy our film staff\n\n{text}"


def dateline(rng: random.Random, text: str, _: str) -> str:
    return f"{rng.choice(('LONDON (Harbour News)', 'Los Angeles, Nov 29', '(PW)'))} — {text}"


def styled(_: random.Random, text: str, __: str) -> str:
    """Another house's quotation marks, dashes, spelling and habits."""
    for old, new in _STYLE:
        text = text.replace(old, new)
    return text


def worded(rate: float) -> Edit:
    """A share of the words replaced, dropped or put in, one by one: an attentive sub-editor."""

    def edit(rng: random.Random, text: str, _: str) -> str:
        out = []
        for word in re.split(r"(\s+)", text):
            chance = rng.random() if word.strip() else 1.0
            if chance >= rate:
                out.append(word)
            elif chance < rate / 2:
                out.append(rng.choice(_SMALL))
            elif chance < 3 * rate / 4:
                out.append(f"{word} {rng.choice(_SMALL)}")
        return "".join(out)

    return edit


def cut(part: float) -> Edit:
    return lambda _, text, __: join(share(paragraphs(text), part))


def tail(_: random.Random, text: str, __: str) -> str:
    return f"{text}\n\n{_.choice(_TAILS)}"


def local(part: float) -> Edit:
    """The desk's own paragraphs at the end, as long as a part of the story."""

    def edit(_: random.Random, text: str, other: str) -> str:
        least = part * len(text.split()) / max(1, len(other.split()))
        return join([text, *share(paragraphs(other), min(1.0, least))])

    return edit


def intro(_: random.Random, text: str, other: str) -> str:
    return join(paragraphs(other)[:1] + paragraphs(text)[1:])


def shuffled(rng: random.Random, text: str, _: str) -> str:
    """Paragraphs below the first in another order, with links and captions between them."""
    first, *rest = paragraphs(text)
    rng.shuffle(rest)
    return join([first, *(x for p in rest for x in ((p, rng.choice(_ASIDES)) if rng.random() < 0.3 else (p,)))])


def chain(*edits: Edit) -> Edit:
    def edit(rng: random.Random, text: str, other: str) -> str:
        for step in edits:
            text = step(rng, text, other)
        return text

    return edit


COPIES: dict[str, Edit] = {
    "another headline and byline": headline,
    "a dateline": dateline,
    "credits and notes at the end": tail,
    "house style": styled,
    "last fifth cut": cut(0.8),
    "last third cut": cut(0.67),
    "first half only": cut(0.5),
    "first two fifths only": cut(0.4),
    "another first paragraph": intro,
    "paragraphs moved, links between": shuffled,
    "a third of local copy added": local(0.33),
    "as much local copy added": local(1.0),
    "1 word in 50 changed": worded(0.02),
    "1 word in 20 changed": worded(0.05),
    "1 word in 10 changed": worded(0.10),
    "style, dateline, headline, a fifth cut, notes": chain(styled, dateline, headline, cut(0.8), tail),
    "the same, 1 word in 30 changed": chain(styled, worded(0.033), dateline, headline, cut(0.8), tail),
    "first half, style, 1 word in 30 changed": chain(cut(0.5), styled, worded(0.033), headline),
    "third cut, a third of local copy, style": chain(cut(0.67), styled, local(0.33)),
}

# What must stay apart although it looks alike.

_NAME = re.compile(r"(?<![.?!\n“\"] )(?<!^)(?<!\n)\b[A-Z][\w'’-]+")


def template(rng: random.Random, text: str, _: str) -> str:
    """The same prose about other films: figures and names replaced, each by one of its own; common names stay."""
    names = {name: name for name in common()}
    text = _NAME.sub(lambda m: names.setdefault(m[0], rng.choice(_FORENAMES) + rng.choice("abcdefgh")), text)
    return re.sub(r"\d+", lambda m: names.setdefault(m[0], str(rng.randint(2, 999))), text)


def column(rng: random.Random, text: str, other: str) -> str:
    """A weekly column: half of its prose is the same every week."""
    ours, theirs = paragraphs(template(rng, text, "")), paragraphs(other)
    return join([p if i % 2 else q for i, (p, q) in enumerate(zip(ours, theirs + ours, strict=False))])


def quoting(rng: random.Random, text: str, other: str) -> str:
    """Another article that prints the same two sentences."""
    sentences = re.split(r"(?<=[.?!])\s+", text)
    at = rng.randrange(max(1, len(sentences) - 1))
    return join([other, " ".join(sentences[at : at + 2])])


def brief(rng: random.Random, text: str, other: str) -> str:
    """A brief of some 80 words, of which two sentences are the other's."""
    return quoting(rng, text, " ".join(other.split()[:60]))


def naming(_: random.Random, text: str, other: str) -> str:
    """Another report with the same names and figures: the first's are put into the second's prose."""
    names = iter(_NAME.findall(text) * 50)
    return _NAME.sub(lambda m: next(names, m[0]), other)


def roundup(_: random.Random, text: str, other: str) -> str:
    """A weekly round-up that holds the whole of the item, among three times as much."""
    size = len(text.split())
    return join([" ".join((other.split() * 50)[: 3 * size]), text])


def awards(rng: random.Random, mark: str | None) -> str:
    """A list of categories, each with five names: all, with the winner marked or not; or the winners alone."""
    rows = []
    for category in _CATEGORIES:
        names = [
            f"{rng.choice(_FORENAMES)} {rng.choice(_FORENAMES)}, The {rng.choice(_FORENAMES)} Road" for _ in range(5)
        ]
        winner = rng.choice(names)
        marked = [winner] if mark is None else [mark + n if n is winner else n for n in names]
        rows.append("\n".join([category, *marked]))
    return join(rows)


OTHERS: dict[str, Edit] = {
    "same template, other names and figures": template,
    "weekly column, half the prose": column,
    "two sentences in common": quoting,
    "two sentences in common with a brief": brief,
    "same names and figures, other prose": naming,
    "an item within a round-up": roundup,
}

NOTICES = (
    "We and our partners use cookies and similar technologies to store information on your device, to measure how our pages are read and to show "
    "you advertising that fits you. With your consent we may use precise location data. You can change your choice at any time in the privacy "
    "settings. Some partners process your data on the basis of legitimate interest, to which you may object. See our cookie policy and our privacy "
    "policy for how long cookies are kept and who receives your data. Accept all cookies, or manage your preferences.",
    "You have read your last free article. Subscribe now for full access to every story, our app and our newsletter. Already a subscriber? Sign in "
    "to go on reading. Subscribers read without limits on any device and may cancel at any time. Choose the subscription that suits you: digital, "
    "or digital and print. By subscribing you accept our terms and conditions and our privacy policy. Sign in, or create a free account.",
    "Please enable JavaScript and cookies in your browser to continue. We have detected unusual activity from your network. To make sure that you "
    "are not a robot, please tick the box below. Your browser may not support cookies, or an ad blocker may be in the way. If you go on seeing this "
    "page, disable your ad blocker, or contact support and give the reference number below. Access to this page has been denied.",
)


def edited(edit: Edit, name: str) -> Iterator[Pair]:
    """Every article that has twice the words of the shortest that is compared, with what the edit makes of it."""
    texts = [t for t in corpus() if len(t.split()) >= 2.4 * sameness.SHORTEST]
    rng = random.Random(f"{SEED} {name}")
    for at, text in enumerate(texts):
        yield text, edit(rng, text, texts[(at + rng.randrange(1, len(texts))) % len(texts)])


def lists(mark: str | None) -> list[Pair]:
    return [(awards(random.Random(seed), ""), awards(random.Random(seed), mark)) for seed in range(200)]


def offered(a: str, b: str) -> bool:
    one, two = sameness.signature(a), sameness.signature(b)
    return bool(one and two and {*sameness.bands(one)} & {*sameness.bands(two)})


def known(a: str, b: str) -> float:
    (one, short), (two, _) = sorted(((sameness._words(t), t) for t in (a, b)), key=lambda pair: len(pair[0]))
    return sameness._known(sameness._facts(short, one), set(two))


def spread(values: list[float]) -> str:
    """Least, twentieth, middle, twentieth from the top, most."""
    values = sorted(values)
    return " ".join(f"{values[int(q * (len(values) - 1))]:.2f}" for q in (0, 0.05, 0.5, 0.95, 1))


def row(name: str, found: list[Pair]) -> float:
    offers = [offered(a, b) for a, b in found]
    held = [sameness.same(a, b) for a, b in found]
    both = sum(map(all, zip(offers, held, strict=True))) / len(found)
    contained, facts = [sameness.contained(a, b) for a, b in found], [known(a, b) for a, b in found]
    print(
        f"{name:48}{sum(offers) / len(found):8.3f}{sum(held) / len(found):8.3f}{both:8.3f}   {spread(contained)}   {spread(facts)}"
    )
    return both


def kinds() -> None:
    print(f"{'':48} offered    same    both   wording in common (0, 5, 50, 95, 100%)   names and figures in common")
    recall = [row(name, list(edited(edit, name))) for name, edit in COPIES.items()]
    print(f"copies, all kinds: {statistics.mean(recall):.3f} grouped\n")
    for name, edit in OTHERS.items():
        row(name, list(edited(edit, name)))
    row("nominees, and winners among the nominees", lists("WINNER: "))
    row("nominees, and winners alone", lists(None))
    print(f"notices given no signature: {sum(sameness.signature(n) is None for n in NOTICES)} of {len(NOTICES)}")
    print(f"articles given no signature: {sum(sameness.signature(t) is None for t in corpus())} of {len(corpus())}\n")


def different() -> None:
    """Every pair of different articles: how many the bands offer, how many are held to be the same."""
    bands = [set(sameness.bands(s)) if s else set() for s in map(sameness.signature, corpus())]
    at: dict[int, list[int]] = {}
    for number, found in enumerate(bands):
        for band in found:
            at.setdefault(band, []).append(number)
    offers = {pair for numbers in at.values() for pair in combinations(numbers, 2)}
    wrong = [pair for pair in offers if sameness.same(corpus()[pair[0]], corpus()[pair[1]])]
    total = len(corpus()) * (len(corpus()) - 1) // 2
    print(f"{total} pairs of different articles: {len(offers)} offered, {len(wrong)} held to be the same\n")


def speed() -> None:
    began = time.perf_counter()
    made = [s for s in map(sameness.signature, corpus()) if s]
    middle = time.perf_counter()
    for signature in made:
        sameness.bands(signature)
    after = time.perf_counter()
    pairs = list(pairwise(made))
    for a, b in pairs:
        sameness.similarity(a, b)
    then = time.perf_counter()
    for a, b in pairwise(corpus()):
        sameness._contained(sameness._words(a), sameness._words(b))
    end = time.perf_counter()
    words = sum(len(t.split()) for t in corpus())
    print(f"signatures {len(corpus()) / (middle - began):10.0f} articles/s, {words / (middle - began):.0f} words/s")
    print(f"bands      {len(made) / (after - middle):10.0f} articles/s")
    print(f"similarity {len(pairs) / (then - after):10.0f} pairs/s")
    print(f"comparison {len(corpus()) / (end - then):10.0f} pairs of texts/s\n")


def synthetic() -> Iterator[str]:
    """Articles without end: every word follows the one before it somewhere in the corpus; in each an outlet's own 25 words."""
    rng = random.Random(SEED)
    follows: dict[str, list[str]] = {}
    for text in corpus():
        words = text.split()
        for a, b in pairwise(words):
            follows.setdefault(a, []).append(b)
    heads = [text.split()[0] for text in corpus()]
    own = [" ".join(rng.sample(list(follows), 25)) for _ in range(50)]
    while True:
        word, out = rng.choice(heads), []
        for _ in range(250):
            out.append(word)
            nexts = follows.get(word) or heads
            word = nexts[int(rng.random() * len(nexts))]
        yield " ".join(out) + " " + rng.choice(own)


def growth() -> None:
    """Candidates of an article among ever more others."""
    source = synthetic()
    rows = np.array([sameness.bands(sameness.signature(next(source)) or b"") for _ in range(SIZES[-1] + 500)])
    rows, asked = rows[:-500], rows[-500:]
    for size in SIZES:
        found: list[set[int]] = [set() for _ in asked]
        for band in range(rows.shape[1]):
            order = np.argsort(rows[:size, band])
            column = rows[order, band] if size == len(rows) else rows[:size, band][order]
            starts, ends = (np.searchsorted(column, asked[:, band], side) for side in ("left", "right"))
            for number in np.flatnonzero(ends > starts):
                found[number].update(order[starts[number] : ends[number]].tolist())
        counts = [len(f) for f in found]
        print(f"{size:9} articles: {statistics.mean(counts):8.2f} candidates in the mean, {max(counts)} at most")


def sweep() -> None:
    """The kinds again, one article in six, at other sizes of shingles and bands; the thresholds stay."""
    made = {name: list(edited(edit, name))[::6] for name, edit in (COPIES | OTHERS).items()}
    print(
        f"{'words rows bands':18} offered, mean  grouped, mean  grouped, worst kind                                  wrong, worst kind"
    )
    for sameness.SHINGLE in (2, 3, 4, 5):
        held = {name: [sameness.same(a, b) for a, b in found] for name, found in made.items()}
        for sameness.ROWS in (2, 3, 4, 5):
            offers = {name: [offered(a, b) for a, b in found] for name, found in made.items()}
            both = {n: statistics.mean(map(all, zip(offers[n], held[n], strict=True))) for n in made}
            worst, wrong = min(COPIES, key=lambda n: both[n]), max(OTHERS, key=lambda n: both[n])
            shares = [
                statistics.mean(statistics.mean(offers[n]) for n in COPIES),
                statistics.mean(both[n] for n in COPIES),
            ]
            print(f"{sameness.SHINGLE:5}{sameness.ROWS:5}{sameness.SLOTS // sameness.ROWS:6}{shares[0]:16.3f}{shares[1]:15.3f}"
                  f"{both[worst]:10.3f} {worst:42}{both[wrong]:8.3f} {wrong}")  # fmt: skip


def main() -> None:
    if "--sweep" in sys.argv:
        return sweep()
    print(
        f"{len(corpus())} articles; shingles of {sameness.SHINGLE} words, {sameness.SLOTS} slots, bands of {sameness.ROWS}\n"
    )
    kinds()
    different()
    speed()
    growth()
    return None


if __name__ == "__main__":
    main()
