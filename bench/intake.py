"""How fast the press comes in, each step beside the library a user would otherwise take: python -m bench.intake

Feeds beside feedparser, pages beside trafilatura with metadata, archives beside warcio; on one core and on two, as whole
processes pinned to them. Pages and feeds are made from corpus/ in the shells of bench.triage. Rounds of the two sides are
interleaved; medians are printed. The quality of extraction on a public benchmark: python -m bench.extraction FOLDER
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from itertools import islice
from pathlib import Path

from bench.triage import corpus, stories
from bigpicture import __version__

ROUNDS = 5


def feed(entries: int = 50) -> bytes:
    """An RSS 2.0 feed as the trades publish it: whole articles, Media RSS, Dublin Core; some 200 KB."""
    items = []
    for n, (_, name, url, html) in enumerate(islice((p for p in corpus() if "(general)" in p[1]), entries)):
        body = html.decode().split("<article>")[1].split("</article>")[0]
        items.append(
            f"<item><title>{escape(name)}</title><link>{url}</link><guid isPermaLink='false'>{name}</guid><dc:creator>Jo Reeve</dc:creator>"
            f"<pubDate>Sun, 29 Nov 2026 {n // 60 + 8:02d}:{n % 60:02d}:00 GMT</pubDate><category>Film</category>"
            f"<media:content url='https://tide.example/{n}.jpg' medium='image'><media:credit>Jo Reeve</media:credit></media:content>"
            f"<description>{escape(body[:300])}</description><content:encoded><![CDATA[{body}]]></content:encoded></item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Daily Tide</title>'
        f"<link>https://tide.example/</link><description>Film</description>{''.join(items)}</channel></rss>"
    ).encode()


def pages(most: int = 60) -> list[tuple[str, bytes]]:
    """Film articles as pages of three kinds."""
    found = []
    for _, name, url, html in corpus():
        if "(linked)" not in name:
            found.append((f"{url}/{name[-6:-1]}", html.replace(b"q.push", b"r.push")))
    return found[:: max(1, len(found) // most)][:most]


def archive(path: Path, copies: int = 4) -> None:
    """A gzipped archive of pages: one film article among others in three."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    film, other = pages(40), [(url, html) for _, _, url, html in stories()]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for n in range(copies * 40 * 3):
            url, html = film[n % len(film)] if n % 3 == 0 else other[n % len(other)]
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(f"{url}/{n}", "response", BytesIO(html), len(html), http_headers=head))  # fmt: skip


# Each gives how many articles it made.


def our_feed(_: Path) -> int:
    """Feed to items, and each item to an article, as for a source that is new."""
    from bigpicture.intake.feed import article, parse

    data = feed()
    return _timed(lambda: sum(article(i) is not None for i in parse("https://tide.example/feed", data).items), 20)


def our_items(_: Path) -> int:
    """Feed to items, as for every poll: only new items become articles."""
    from bigpicture.intake.feed import parse

    data = feed()
    return _timed(lambda: len(parse("https://tide.example/feed", data).items), 20)


def their_feed(_: Path) -> int:
    import feedparser  # type: ignore[import-untyped]

    data = feed()
    return _timed(lambda: len(feedparser.parse(data).entries), 3)


def our_pages(_: Path) -> int:
    from bigpicture.intake.page import page_article

    given = pages()
    return _timed(lambda: sum(bool(page_article(url, html, address=url).text) for url, html in given), 2)


def their_pages(_: Path) -> int:
    import trafilatura  # type: ignore[import-untyped]

    given = pages()
    return _timed(lambda: sum(bool(trafilatura.bare_extraction(h, url=u, with_metadata=True)) for u, h in given), 1)


def our_archive(folder: Path) -> int:
    """Records to verdicts; what is kept goes on to extraction."""
    from bigpicture.intake.archive import Tally, captures
    from bigpicture.intake.triage import film_journalism

    def run() -> int:
        tally = Tally()
        for _ in captures(folder / "pages.warc.gz", judge=film_journalism, tally=tally):
            pass
        return tally.records

    return _timed(run, 2)


def their_archive(folder: Path) -> int:
    """warcio, reading each response's body and no more."""
    from warcio.archiveiterator import ArchiveIterator

    def run() -> int:
        with (folder / "pages.warc.gz").open("rb") as file:
            return sum(bool(r.content_stream().read()) for r in ArchiveIterator(file) if r.rec_type == "response")

    return _timed(run, 2)


def update(folder: Path) -> int:
    """From an archive to stored articles with their claims: triage, extraction, reading, one transaction each."""
    from bigpicture.intake.web import Web
    from bigpicture.record import Record, sources
    from bigpicture.record.sources import Source
    from bigpicture.update import update as steps

    record = Record.open(str(folder / f"{os.getpid()}.db"))
    with record.write() as connection:
        sources.add(connection, Source(0, "archive", str(folder / "pages.warc.gz")), "2026-11-29T09:00:00Z")
    workers = len(os.sched_getaffinity(0))
    with Web() as web:
        return _timed(lambda: sum(s.what == "new" for s in steps(record, web, workers=workers)), 1)


def _timed(run: Callable[[], int], times: int) -> int:
    """Prints what `run` gives in a second; the first time does not count."""
    if times > 1:
        run()
    began, done = time.perf_counter(), 0
    for _ in range(times):
        done += run()
    print(f"{done / (time.perf_counter() - began):.1f}")
    return done


ROWS: dict[str, tuple[str, str | None]] = {
    "feed entries, parsed": ("our_items", "their_feed"),
    "feed entries, as articles": ("our_feed", "their_feed"),
    "pages to articles": ("our_pages", "their_pages"),
    "archive records, judged": ("our_archive", "their_archive"),
    "archive to stored claims": ("update", None),
}
_PEERS = {"their_feed": "feedparser", "their_pages": "trafilatura", "their_archive": "warcio, reading only"}


def rate(name: str, folder: Path, cores: int) -> float:
    """What a process an core gives a second; `update` is one process that uses them all."""
    together = name == "update"
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.intake", name, str(folder), ",".join(map(str, range(cores))) if together else str(core)],
            stdout=subprocess.PIPE, text=True,
        )
        for core in range(1 if together else cores)
    ]  # fmt: skip
    return sum(float(process.communicate()[0]) for process in running)


def main() -> None:
    """The table; or, with arguments, one side of one row in a process of its own."""
    if len(sys.argv) > 1:
        name, folder, cores = sys.argv[1:]
        os.sched_setaffinity(0, {int(core) for core in cores.split(",")})
        globals()[name](Path(folder))
        return
    print(
        f"bigpicture {__version__}, Python {platform.python_version()}, {platform.machine()}; a second, {ROUNDS} rounds"
    )
    print(f"{'':28} {'1 core':>9} {'2 cores':>9}   beside the peer, 1 core")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive(folder / "pages.warc.gz")
        for label, (ours, theirs) in ROWS.items():
            found: dict[tuple[str, int], list[float]] = {}
            for _ in range(ROUNDS):
                for side, cores in ((ours, 1), (theirs, 1), (ours, 2)):
                    if side:
                        found.setdefault((side, cores), []).append(rate(side, folder, cores))
            one, two = (statistics.median(found[ours, cores]) for cores in (1, 2))
            peer = f"{one / statistics.median(found[theirs, 1]):6.2f} x {_PEERS[theirs]}" if theirs else ""
            print(f"{label:28} {one:9.0f} {two:9.0f}   {peer}", flush=True)


if __name__ == "__main__":
    main()
