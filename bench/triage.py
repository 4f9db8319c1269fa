"""What triage loses, lets through and costs: python -m bench.triage [--film FOLDER] [--other FOLDER]

The articles of corpus/ and of FOLDER are put into pages of every kind in SHELLS, whose menus, teasers and scripts name all subjects.
A folder may hold articles (.txt, .json, both put into the shells) and whole pages (.html, .html.gz, taken as they are); each of its
subfolders is counted apart. The committed stories of other subjects are few: real press in --other shows more.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from bench.stories import OTHER
from bigpicture.intake.archive import Tally, captures
from bigpicture.intake.triage import KEEP, film_journalism, film_words, words_of

ROOT = Path(__file__).parents[1]
Page = tuple[str, str, str, bytes]  # subject, name, address, HTML

_MENU = "News Sport Film Music TV Books Business Money Politics Technology Science Travel Food Style Podcasts Newsletters".split()
_TEASERS = (
    "The best new films to see in cinemas this week", "Striker signs three-year contract at Easterly", "Oscars 2031: the full list",
    "Bank holds its rate for the fifth month", "Review: a movie about a lighthouse that you should see", "How to store tomatoes",
)  # fmt: skip
_SCRIPT = (
    "<script>"
    + 10 * "q.push({'slot':'top','film':1,'size':[300,250],'x':function(a){return a<b},'movie':'of the week'});\n"
    + "</script>"
)


def _menu(tag: str) -> str:
    return "".join(f"<{tag}><a href='/{name.lower()}'>{name}</a></{tag}>" for name in _MENU)


def _teasers(tag: str) -> str:
    return "".join(f"<{tag}><a href='/x/{i}'>{text}</a></{tag}>" for i, text in enumerate(_TEASERS))


def general(title: str, paragraphs: list[str], weight: int) -> str:
    """A general news site: menu, teasers beside the article, much script."""
    body = "".join(f'<p class="body">{p}</p>' for p in paragraphs)
    return (
        f"<!doctype html><html lang='en-GB'><head><title>{title} | The Daily Tide</title><meta property='og:title' content=\"{title}\">"
        f"{_SCRIPT * weight}</head><body><nav><ul>{_menu('li')}</ul></nav><aside><h2>Most read</h2>{_teasers('h3')}</aside>"
        f"<article><h1>{title}</h1>{body}</article><footer><p>Copyright The Daily Tide. All rights reserved.</p></footer></body></html>"
    )


def blocks(title: str, paragraphs: list[str], weight: int) -> str:
    """A site that writes its paragraphs as blocks, before and after blocks of teasers."""
    body = "".join(f"<div class=t>{p}</div>" for p in paragraphs)
    return (
        f"<html lang=en><head>{_SCRIPT * weight}<title>{title}</title></head><body><div id=top>{_menu('span')}</div>"
        f"<div>{_teasers('div')}</div><div class=story><h1>{title}</h1>{body}</div><div>{_teasers('div')}</div></body></html>"
    )


def old(title: str, paragraphs: list[str], weight: int) -> str:
    """A page of the last century: capitals, tables, paragraphs that are never closed."""
    body = "".join(f"<P>{p}\n" for p in paragraphs)
    return (
        f"<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY><TABLE><TR><TD>{_menu('B')}<TD><H1>{title}</H1>{body}</TABLE>"
        f"{_SCRIPT.upper() * weight}</BODY></HTML>"
    )


def linked(title: str, paragraphs: list[str], weight: int) -> str:
    """A page made by its scripts: the text stands in its linked data only."""
    data = json.dumps({"@type": "NewsArticle", "headline": title, "articleBody": "\n\n".join(paragraphs)})
    return (
        f"<html><head><title>{title}</title><script type='application/ld+json'>{data}</script></head><body>"
        f"<div id=app></div>{_SCRIPT * weight}</body></html>"
    )


SHELLS = {"general": general, "blocks": blocks, "old": old, "linked": linked}


def shelled(subject: str, name: str, title: str, text: str, weight: int = 120) -> Iterator[Page]:
    """An article as a page of every kind; `weight` scripts of a kilobyte make it as heavy as pages are."""
    paragraphs = [p for p in text.split("\n\n") if p.strip()]
    for kind, shell in SHELLS.items():
        html = shell(title, paragraphs, weight)
        yield subject, f"{name} ({kind})", f"https://tide.example/news/{name}", html.encode()


def corpus() -> Iterator[Page]:
    """The annotated articles, all about films."""
    for path in sorted((ROOT / "corpus").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        yield from shelled("corpus", row["id"], row["title"] or "", row["text"])


def stories() -> Iterator[Page]:
    """The committed stories about anything else."""
    for subject, (title, text) in OTHER.items():
        yield from shelled(subject, subject, title, text)


def folder(path: Path) -> Iterator[Page]:
    """The articles and pages of a folder; its subfolders are subjects."""
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        subject = str(file.parent.relative_to(path)).replace(".", path.name)
        if file.suffix == ".json":
            row = json.loads(file.read_text(encoding="utf-8"))
            yield from shelled(subject, file.stem, row.get("title") or "", row["text"])
        elif file.suffix == ".txt":
            title, _, text = file.read_text(encoding="utf-8").strip().partition("\n")
            yield from shelled(subject, file.stem, title, text)
        elif file.name.endswith((".html", ".html.gz")):
            data = file.read_bytes()
            yield subject, file.name, "", gzip.decompress(data) if file.suffix == ".gz" else data


def report(heading: str, pages: Iterator[Page], wanted: bool) -> None:
    """Counts by subject, and what went wrong with the words that decided."""
    kept: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    why: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: dict[str, str] = {}
    for subject, name, url, html in pages:
        verdict = film_journalism(url, html)
        all_[subject] += 1
        kept[subject] += verdict.keep
        why[subject][verdict.why] += 1
        if verdict.keep != wanted:
            words = ", ".join(f"{w} {n}" for w, n in film_words(words_of(url, html).words).most_common(8))
            wrong.setdefault(
                f"{subject} {name}".partition(" (")[0], f"{subject} {name}: {verdict.score:.1f} {verdict.why} ({words})"
            )
    print(f"\n{heading}: kept at {KEEP} or more")
    for subject, n in sorted(all_.items()):
        reasons = ", ".join(f"{k} {v}" for k, v in why[subject].most_common())
        print(f"  {subject:20} {kept[subject]:6} of {n:6}  {kept[subject] / n:7.2%}  {reasons}")
    print(f"  {'lost' if wanted else 'let through'}: {len(wrong)} articles")
    for line in list(wrong.values())[:40]:
        print(f"    {line}")


def speed(most: int = 300) -> None:
    """Pages a second of one core, from a gzipped archive to verdicts; processor time, so that a busy machine counts alike."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with tempfile.TemporaryDirectory() as name:
        path, size = Path(name) / "pages.warc.gz", 0
        pages = [page for _, page in zip(range(most), corpus(), strict=False)]
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for _, _, url, html in pages:
                size += len(html)
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(url, "response", BytesIO(html), len(html), http_headers=head)
                )
        tally, began = Tally(), time.process_time()
        kept = sum(1 for _ in captures(path, judge=film_journalism, tally=tally))
        seconds = time.process_time() - began
    print(
        f"\n{tally.records / seconds:.0f} pages/s of {size // len(pages) // 1000} KB from the archive on, {kept} kept"
    )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--film", type=Path, help="a folder of film journalism, to measure what is lost")
    options.add_argument("--other", type=Path, help="a folder of other press, to measure what is let through")
    asked = options.parse_args()
    report("Film articles of the corpus", corpus(), wanted=True)
    report("Stories of other subjects", stories(), wanted=False)
    if asked.film:
        report(f"Film articles of {asked.film.name}", folder(asked.film), wanted=True)
    if asked.other:
        report(f"Other press of {asked.other.name}", folder(asked.other), wanted=False)
    speed()


if __name__ == "__main__":
    main()
