"""Text of pages beside trafilatura's, by the public benchmark's own formula: python -m bench.extraction FOLDER

FOLDER is a checkout of scrapinghub/article-extraction-benchmark (181 pages of 2019 with the text that people marked in
them); nothing of it is in this repository. The formula is its evaluate.py's: shingles of four words, shares of true and
false ones of each page, precision and recall as means over the pages, F1 of the two; accuracy is the share of pages whose
words are the same throughout.

One half of the pages, drawn once by chance, was looked at while the extractor was written; --half unseen counts the
others. Both extractors read each page one after the other, on one core, text and metadata; the median of the rounds counts.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.metadata
import json
import logging
import os
import platform
import random
import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bigpicture.errors import InputError
from bigpicture.intake.page import EXTRACTOR, page_article

ROUNDS = 3
SEED = 20261129  # of the draw
_WORD = re.compile(r"\w+")


def ours(page: bytes) -> str:
    try:
        return page_article("page", page).text
    except InputError:
        return ""


def theirs(page: bytes) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(page.decode("utf-8"), with_metadata=True)
    return (found.text if found else "") or ""


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(s for i in range(max(1, len(words) - 3)) if (s := tuple(words[i : i + 4])))


def shares(true: str, found: str) -> tuple[float, float, float]:
    """(true, false, missing) shingles of a page as shares of all three."""
    a, b = shingles(true), shingles(found)
    hit = sum((a & b).values())
    counts = (hit, sum(b.values()) - hit, sum(a.values()) - hit)
    return tuple(c / sum(counts) for c in counts) if sum(counts) else (0.0, 0.0, 0.0)  # type: ignore[return-value]


def ratio(hit: float, miss: float, other: float) -> float:
    return 1.0 if miss == other == 0 else hit / (hit + miss) if hit + miss and hit else 0.0


def scores(true: list[str], found: list[str]) -> dict[str, float]:
    rows = [shares(t, f) for t, f in zip(true, found, strict=True)]
    precision = statistics.mean(ratio(hit, false, missing) for hit, false, missing in rows if hit + false)
    recall = statistics.mean(ratio(hit, missing, false) for hit, false, missing in rows if hit + missing)
    same = [_WORD.findall(t) == _WORD.findall(f) for t, f in zip(true, found, strict=True)]
    return {"F1": 2 * precision * recall / (precision + recall), "precision": precision, "recall": recall, "accuracy": statistics.mean(same)}  # fmt: skip


def pages(folder: Path, half: str) -> tuple[list[bytes], list[str]]:
    rows = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    keys = sorted(rows)
    looked_at = set(random.Random(SEED).sample(keys, len(keys) // 2))
    chosen = [k for k in keys if half == "all" or (k in looked_at) == (half == "looked-at")]
    return [gzip.decompress((folder / "html" / f"{k}.html.gz").read_bytes()) for k in chosen], [rows[k]["articleBody"] for k in chosen]  # fmt: skip


def measure(extractors: dict[str, Callable[[bytes], str]], read: list[bytes]) -> tuple[dict[str, list[str]], dict[str, float]]:  # fmt: skip
    """(the texts, the seconds for all pages), the extractors taking turns at every page."""
    texts: dict[str, list[str]] = {name: [] for name in extractors}
    seconds: dict[str, list[list[float]]] = {name: [[] for _ in read] for name in extractors}
    for name, extract in extractors.items():
        texts[name] = [extract(page) for page in read]  # the first time loads libraries and fills caches
    for _ in range(ROUNDS):
        for i, page in enumerate(read):
            for name, extract in extractors.items():
                start = time.process_time()
                extract(page)
                seconds[name][i].append(time.process_time() - start)
    return texts, {name: sum(map(statistics.median, rows)) for name, rows in seconds.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("all", "looked-at", "unseen"), default="all")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    read, true = pages(args.folder, args.half)
    texts, seconds = measure({"bigpicture": ours, "trafilatura": theirs}, read)
    version = importlib.metadata.version("trafilatura")
    print(
        f"{len(read)} pages ({args.half}), {EXTRACTOR} beside trafilatura {version}, Python {platform.python_version()}, one core"
    )
    print(f"{'':<12} {'F1':>6} {'precision':>10} {'recall':>7} {'accuracy':>9} {'pages/s':>8} {'ratio':>6}")
    for name, found in texts.items():
        s = scores(true, found)
        print(
            f"{name:<12} {s['F1']:>6.3f} {s['precision']:>10.3f} {s['recall']:>7.3f} {s['accuracy']:>9.3f} "
            f"{len(read) / seconds[name]:>8.1f} {seconds['trafilatura'] / seconds[name]:>6.1f}"
        )


if __name__ == "__main__":
    main()
