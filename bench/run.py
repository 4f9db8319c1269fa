"""Speed, memory and size of the reader beside two peers in the same run: python -m bench.run

Peers: the floor, which is the same encoder graphs on the same pieces and nothing else; and a spaCy pipeline of the size
of en_core_web_sm (a CNN tok2vec of 96 x 4 and a transition-based entity recognizer), randomly initialised, because no
trained one is to be had from a package registry: its answers are worthless, its work is the same.
One core, one thread; rounds are interleaved, so that a busy machine slows all alike; the medians are printed.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bigpicture import Article, __version__, read
from bigpicture.reading import network
from bigpicture.reading.pieces import pieces, windows
from bigpicture.reading.segment import segment

ROOT = Path(__file__).parents[1]
ROUNDS = 5
SAMPLE = ROOT / "src" / "bigpicture" / "data" / "sample" / "first-look.txt"


def corpus(most: int = 60) -> list[Article]:
    """Every fourth article: all kinds, about 17,000 words."""
    paths = sorted((ROOT / "corpus").glob("*.json"))[:: max(1, len(list((ROOT / "corpus").glob("*.json"))) // most)]
    rows = [json.loads(p.read_text(encoding="utf-8")) for p in paths]
    return [Article(r["id"], r["text"], r.get("title"), r.get("published")) for r in rows]


def reader(articles: list[Article]) -> None:
    for article in articles:
        read(article)


def floor(articles: list[Article]) -> Callable[[list[Article]], None]:
    """The encoder alone: tags, and relation vectors of every fourth word (as many as mentions have), of pieces made beforehand."""
    net = network.load()
    made = []
    for article in articles:
        words = segment(article.text)
        parts = pieces(net.tokenizer, words)
        made.append((words, parts, windows(parts, words)))

    def run(_: list[Article]) -> None:
        for words, parts, frames in made:
            _, branch = net.tag(words, parts, frames)
            net.relate(branch, parts.word * 0, parts.word * 0, frames, parts.first[::4])

    return run


def spacy_peer() -> Callable[[list[Article]], None]:
    import spacy

    nlp = spacy.blank("en")
    recognizer = nlp.add_pipe("ner")
    for label in ("WORK", "PERSON", "ORG", "DATE", "MONEY", "GPE", "EVENT"):
        recognizer.add_label(label)
    nlp.initialize()

    def run(articles: list[Article]) -> None:
        for article in articles:
            nlp(article.text)

    return run


def seconds(run: Callable[[list[Article]], None], articles: list[Article]) -> float:
    began = time.perf_counter()
    run(articles)
    return time.perf_counter() - began


def cold_start() -> float:
    """Median seconds of `bigpicture read one.txt` as a whole process."""
    command = [sys.executable, "-m", "bigpicture", "read", str(SAMPLE)]
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def memory() -> float:
    """Peak resident MB of reading the whole corpus in a process of its own (getrusage would count this one's, before exec)."""
    code = (
        "from bench.run import corpus, reader; reader(corpus(240)); "
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    return int(out.stdout) / 1024


def installed() -> float:
    """MB on disk of what running needs: the packages of requirements/run.txt, and bigpicture with its model."""
    lines = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").splitlines()
    names = [line.split("==")[0] for line in lines if "==" in line]
    total = sum(p.stat().st_size for p in (ROOT / "src").rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for name in names:
        for file in importlib.metadata.files(name) or ():
            path = Path(str(file.locate()))
            total += path.stat().st_size if path.is_file() else 0
    return total / 1e6


def main() -> None:
    os.sched_setaffinity(0, {0})
    articles = corpus()
    words = sum(len(a.text.split()) for a in articles)
    rows = {
        "bigpicture, text to claims": reader,
        "encoder alone (the floor)": floor(articles),
        "spaCy small CNN NER": spacy_peer(),
    }
    times: dict[str, list[float]] = {name: [] for name in rows}
    for run in rows.values():
        run(articles[:3])
    for _ in range(ROUNDS):
        for name, run in rows.items():
            times[name].append(seconds(run, articles))
    ours = statistics.median(times["bigpicture, text to claims"])
    print(f"bigpicture {__version__}, Python {platform.python_version()}, {platform.machine()}, one core")
    print(f"{len(articles)} articles, {words} words, {ROUNDS} interleaved rounds, medians")
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name:28} {words / middle:8.0f} words/s   {ours / middle:5.2f} x bigpicture")
    print(f"cold start of read one.txt   {cold_start():8.2f} s")
    print(f"peak memory, whole corpus    {memory():8.0f} MB")
    print(f"installed size               {installed():8.0f} MB")
    print(
        f"this process                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB with the peers"
    )


if __name__ == "__main__":
    main()
