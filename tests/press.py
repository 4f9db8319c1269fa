"""A small press on loopback: feeds of every habit, their pages, and local files, with more work than one breath takes."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select

from bigpicture.record import Record
from bigpicture.record.schema import ADDRESS, ARTICLE, CLAIM, ITEM, READING, VERSION
from tests.server import Answer, Request, Route, Server
from tests.test_archive import HTML, archive

NAMES = "Ada Quill|Ines Marlow|Tobias Renn|Olu Adeyinka|Petra Voss|Hugo Lind|Mina Sato|Jonah Pryce".split("|")
TITLES = (
    "Low Water|The Salt Road|Harbour Lights|Night Ferry|Paper Kites|The Long Field|Glass Orchard|Winter Post".split("|")
)


WHOLE, SHORT = range(6), range(20, 28)  # the stories of the two feeds; the page of the last one is gone


def story(n: int) -> list[str]:
    """Three paragraphs about an invented film, other ones for every number."""
    title, star, maker = TITLES[n % 8], NAMES[n % 7], NAMES[(n // 3 + 4) % 8]
    return [
        f"{star} stars in {title} {n}, the drama directed by {maker} that opens in UK cinemas on {n % 27 + 1} May 2027.",
        f"The film follows a pilot who loses {n + 2} letters on the way to an island, and the {['baker', 'nurse', 'clerk'][n % 3]} "
        f"who finds them. It was shot over {n % 9 + 4} weeks on the coast, with a crew of {n * 3 + 20}.",
        f"“We wanted the sea to be in every room,” {maker} told The Daily Reel number {n}, adding that the score was recorded "
        f"in {n % 5 + 2} days. Lionsgate will distribute the picture, which was produced by {NAMES[(n + 5) % 8]}.",
    ]


def page(n: int, extra: str = "") -> str:
    """The story as a page."""
    body = "".join(f"<p>{p}</p>" for p in [*story(n), extra] if p)
    data = {
        "@type": "NewsArticle",
        "headline": f"Story {n}",
        "datePublished": f"2026-11-{n % 27 + 1:02d}T08:{n % 60:02d}:00Z",
    }
    return (
        f"<!doctype html><html lang=en><head><title>Story {n} | The Daily Reel</title><meta property=og:site_name "
        f"content='The Daily Reel'><script type=application/ld+json>{json.dumps(data)}</script></head><body>"
        f"<nav><a href=/>Home</a> <a href=/film>Film</a></nav><article><h1>Story {n}</h1>{body}</article></body></html>"
    )


def rss(address: str, numbers: range, *, whole: bool, extra: str = "") -> str:
    """A feed of stories, with their whole text or only the first paragraph."""
    items = ""
    for n in numbers:
        words = [*story(n), *story(n), extra] if whole else story(n)[:1]
        content = "".join(f"<p>{p}</p>" for p in words if p)
        items += (
            f"<item><title>Story {n}</title><guid isPermaLink='false'>story-{n}</guid><link>{address}/story/{n}</link>"
            f"<pubDate>{n % 27 + 1} Nov 2026 08:{n % 60:02d}:00 GMT</pubDate>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Daily Reel</title><link>{address}/</link><description>Film</description>{items}</channel></rss>"
    )


def routes(server: Server) -> dict[str, Route]:
    """A feed of whole articles, one of announcements whose pages are to be fetched (one is gone), robots.txt."""
    here = server.url("")

    def tagged(text: str) -> Route:
        def answer(request: Request) -> Answer:
            if request.headers.get("if-none-match") == '"1"':
                return Answer(304, headers={"ETag": '"1"'})
            return Answer(body=text, headers={"ETag": '"1"', "Content-Type": "application/rss+xml"})

        return answer

    made: dict[str, Route] = {
        "/robots.txt": "User-agent: *\nDisallow: /private/\n",
        "/whole.xml": tagged(rss(f"{here}/whole", WHOLE, whole=True)),
        "/short.xml": tagged(rss(here, SHORT, whole=False)),
    }
    for n in SHORT[:-1]:
        made[f"/story/{n}"] = Answer(body=page(n), headers={"Content-Type": "text/html; charset=utf-8"})
    return made


def files(folder: Path) -> None:
    """A folder of articles as text and JSON lines, and an archive of pages."""
    folder.mkdir()
    for n in range(40, 44):
        (folder / f"{n}.txt").write_text(f"date 2026-11-{n - 20}\n" + "\n\n".join(story(n)))
    rows = [{"id": str(n), "text": "\n\n".join(story(n)), "title": f"Story {n}"} for n in range(44, 50)]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    pages = [(f"https://archive.example/film/{n}", page(n).encode(), HTML) for n in range(50, 58)]
    archive(folder.with_suffix(".warc.gz"), *pages)


def contents(record: Record) -> dict[str, object]:
    """Everything stored that must not depend on how often a run was killed: all but ids and clock times."""
    with record.read() as connection:
        keys = {row.id: row.key for row in connection.execute(select(ARTICLE.c.id, ARTICLE.c.key))}
        versions = {
            (keys[v.article_id], v.number): (v.cause, v.title, v.text, v.extractor, v.published_at, v.url, v.id)
            for v in connection.execute(select(VERSION))
        }
        read = {r.version_id: r.id for r in connection.execute(select(READING))}
        assert len(read) == len(versions) == connection.execute(select(READING)).all().__len__()
        claims: dict[int, list[object]] = {}
        for c in connection.execute(select(CLAIM).order_by(CLAIM.c.position)):
            claims.setdefault(c.reading_id, []).append((c.position, c.type, c.work, str(c.values), c.start, c.end))
        origins = {
            row.key: keys.get(row.origin_id) for row in connection.execute(select(ARTICLE.c.key, ARTICLE.c.origin_id))
        }
        items = sorted((i.key, i.state, keys.get(i.article_id)) for i in connection.execute(select(ITEM)))
        addresses = sorted((a.url, keys[a.article_id]) for a in connection.execute(select(ADDRESS)))
    articles = {key: (*v[:-1], claims.get(read[v[-1]])) for key, v in sorted(versions.items())}
    return {"articles": articles, "origins": origins, "items": items, "addresses": addresses}
