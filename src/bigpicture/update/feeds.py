"""A feed's items as they wait in the record, and what is to be done with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bigpicture.intake.feed import Feed, Item, article, complete
from bigpicture.model import Article
from bigpicture.record.items import Offer
from bigpicture.record.sources import Source


def offers(feed: Feed) -> Iterator[Offer]:
    """Each item of a feed, with what is needed to make its article later; the oldest first, so that ids follow time."""
    for item in sorted(feed.items, key=lambda i: i.published_at or ""):
        yield Offer(item.key, item.digest, {"item": item.to_dict(), "outlet": feed.title})


def own_words(payload: Mapping[str, Any]) -> Article | None:
    """The article that a feed's item carries, None where it carries no text."""
    return article(Item.from_dict(payload["item"]), payload["outlet"])


def page_of(payload: Mapping[str, Any], source: Source) -> str | None:
    """The address of the page that an item is to be completed from; None where its own words are the article."""
    item = Item.from_dict(payload["item"])
    if source.completion == "full" or (source.completion == "auto" and complete(item)):
        return None
    return item.url
