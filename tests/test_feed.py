"""Feeds: every format, every way in which they are broken, and what is made to break their readers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bigpicture.errors import InputError
from bigpicture.intake.feed import MOST_ITEMS, Feed, Item, article, complete, parse
from bigpicture.intake.feed_item import authors_of, language_of
from bigpicture.intake.feed_times import utc_of
from bigpicture.model import Article
from tests.conftest import GOLDEN

FEEDS = Path(__file__).parent / "sources" / "feeds"
NAMES = sorted(p.name for p in FEEDS.iterdir() if p.suffix != ".json")
SOURCE = "https://feeds.example/film/rss"


def read(name: str) -> Feed:
    return parse(SOURCE, (FEEDS / name).read_bytes())


def rss(*items: str, head: str = "") -> bytes:
    return f'<rss version="2.0"><channel><title>Reel</title>{head}{"".join(items)}</channel></rss>'.encode()


def item(body: str, n: int = 1) -> str:
    return f"<item><guid>i{n}</guid><link>https://reel.example/{n}</link>{body}</item>"


def only(body: str, **names: str) -> Item:
    spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in names.items())
    (found,) = parse(SOURCE, rss(item(body)).replace(b"<rss ", f"<rss{spaces} ".encode())).items
    return found


@pytest.mark.parametrize("name", NAMES)
def test_recorded_feeds(name: str, golden: Callable[[str, str], None]) -> None:
    """What each gives, item for item, and what each item's own words are as an article."""
    feed = read(name)
    rows = {**asdict(feed), "items": []}
    for each in feed.items:
        row = {k: v for k, v in each.to_dict().items() if v}
        made = article(each, feed.title)
        row |= {"article": {k: v for k, v in asdict(made).items() if v} if made else None, "complete": complete(each)}
        rows["items"].append(row)
    golden(f"../sources/feeds/{name}.json", json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
