"""Cue words between and beside two mentions: "directed by", "(", "'s", "stars", as numbers that the pair head has tables for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bigpicture.reading.segment import Words

Ints = NDArray[np.int64]
# What a word cues; the first group tells relations, the second how two mentions stand to each other.
CONTENT = {
    "direct": "directed directs direct directing director directors director's helmed helms helmer helm helming dir filmmaker filmmakers auteur "
              "directorial directress helmers film-maker",
    "write": "written wrote writes write writing writer writers screenplay script scripted penned pens penning screenwriter screenwriters "
             "co-wrote co-written scribe adapted adapts adapting scr",
    "produce": "produced produces produce producing producer producers exec co-produced coproduced producer's banner",
    "star": "stars star starring starred costar costars cast features featuring featured toplines toplining headlines led joins joined join "
            "boards opposite alongside actor actress actors performance turn lead leads supporting",
    "play": "plays played play playing portrays portray portraying portrayed voices voiced voice role roles character",
    "release": "release released releases releasing opens opened open opening hits hit arrives arriving lands bows debut debuts due slated "
               "scheduled cinemas theaters theatres",
    "screen": "premiere premiered premieres premiering screened screens screen screening shown festival competition unveiled selected",
    "win": "won wins win winning winner winners took takes award awarded awards prize prizes named honoured honored picked scooped",
    "nominate": "nominated nomination nominations nominee nominees nods nod shortlisted up contention running category bids noms",
    "lose": "lost missed snubbed overlooked shut omitted beat beating beaten denied without",
    "earn": "grossed gross earned earning made making takings sales total cume million m",
    "company": "distributor distributes distributed distribution acquired acquires bought rights studio pictures backed financed sales streams",
    "base": "based novel book memoir play comic comics bestseller remake author author's",
    "leave": "dropped left exited replaces replaced replacing departed denied denies passed",
    "hedge": "reportedly rumoured rumored talks eyeing eyed may might could circling tipped",
    "said": "said says told adds added",
}  # fmt: skip
JOINT = {
    "'s": "s", "(": "( [", ")": ") ]", ",": ", ;", "and": "and &", "with": "with", "for": "for", "in": "in", "as": "as", "from": "from",
    "of": "of", "at": "at", "to": "to", "by": "by", "on": "on", ":": ":", "-": "- – — | • *", ".": ". ! ?", "the": "the a an his her their its",
    "who": "who which whose that", "is": "is was are were be been has have had will", "quote": "\" “ ” ' ‘ ’", "new": "new latest upcoming next film movie drama comedy thriller",
}  # fmt: skip
CONTENT_CLASSES, JOINT_CLASSES = 1 + len(CONTENT), 1 + len(JOINT)
_CONTENT = {word: i for i, words in enumerate(CONTENT.values(), 1) for word in words.split()}
_JOINT = {word: i for i, words in enumerate(JOINT.values(), 1) for word in words.split()}
REACH = 15  # words between two mentions beyond which a cue tells nothing of them
BESIDE = 4  # words outside them that still do
FEATURES: tuple[tuple[str, int], ...] = (
    ("content between", CONTENT_CLASSES),  # the cue word nearest before the later mention, after the earlier
    (
        "joint before later",
        2 * JOINT_CLASSES,
    ),  # the word just before the later mention; doubled where it also ends the earlier
    ("joint after earlier", JOINT_CLASSES),
    ("content after later", CONTENT_CLASSES),
    ("content before earlier", CONTENT_CLASSES),
)


def cues(words: Words, first: Ints, last: Ints, one: Ints, two: Ints) -> Ints:
    """(pairs, len(FEATURES)) for mentions of the words `first` to `last`, paired as `one` and `two`."""
    lowered = [w.lower() for w in words.strings()]
    content = np.array([0, *(_CONTENT.get(w, 0) for w in lowered), 0], dtype=np.int64)
    joint = np.array([0, *(_JOINT.get(w, 0) for w in lowered), 0], dtype=np.int64)
    size = len(lowered)
    # by word (counted from 1): where the nearest cue at or before it, and at or after it, stands
    at = np.arange(size + 2)
    before = np.maximum.accumulate(np.where(content > 0, at, 0))
    after = np.minimum.accumulate(np.where(content > 0, at, size + 1)[::-1])[::-1]
    swap = first[two] < first[one]
    early, late = np.where(swap, two, one), np.where(swap, one, two)
    gap_start, gap_end = last[early] + 2, first[late]  # words counted from 1; empty where the end is before the start
    near = (gap_end - gap_start < REACH) & (gap_end >= gap_start)
    cue = before[np.clip(gap_end, 0, size + 1)]
    out = np.zeros((len(one), len(FEATURES)), dtype=np.int64)
    out[:, 0] = np.where(near & (cue >= gap_start), content[cue], 0)
    out[:, 1] = np.where(near, joint[np.clip(gap_end, 0, size + 1)] + JOINT_CLASSES * (gap_end == gap_start), 0)
    out[:, 2] = np.where(near, joint[np.clip(gap_start, 0, size + 1)], 0)
    right = after[np.clip(last[late] + 2, 0, size + 1)]
    out[:, 3] = np.where((gap_end - gap_start < REACH) & (right - last[late] - 2 < BESIDE), content[right], 0)
    left = before[np.clip(first[early], 0, size + 1)]
    out[:, 4] = np.where((gap_end - gap_start < REACH) & (first[early] - left < BESIDE), content[left], 0)
    return out
