"""Article to claims: pure of network, database, clock and chance."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from bigpicture import __version__
from bigpicture.model import Article, Film, Reading
from bigpicture.reading import mentions as mention
from bigpicture.reading import network as networks
from bigpicture.reading.claims import settle, work_years
from bigpicture.reading.drafts import Draft, compete, simple
from bigpicture.reading.films import films
from bigpicture.reading.language import foreign
from bigpicture.reading.mentions import Span
from bigpicture.reading.network import Network
from bigpicture.reading.pieces import pieces, windows
from bigpicture.reading.prizes import prizes
from bigpicture.reading.relate import relate
from bigpicture.reading.roles import written_roles
from bigpicture.reading.segment import Words, segment
from bigpicture.reading.speech import quotes


def read(article: Article, network: Network | None = None) -> Reading:
    """Everything an article says about films.

        headline + text | words | tags | mentions | links | drafts | claims | films

    Raises ModelError where the model is missing or damaged.
    """
    note = foreign(article.text)
    if note:
        return Reading(article, (), (), (note,))
    network = network or networks.load()
    words, headline, _, drafts, spans = draft(article, network)
    claims = settle(words, drafts, headline, network.card, work_years(words, spans))
    return Reading(article, tuple(claims), films(article, claims, words, headline, spans))


def draft(article: Article, network: Network) -> tuple[Words, int, str, list[Draft], list[Span]]:
    """(words, length of the headline, whole text, drafts, mentions) of an article."""
    head = article.title.strip() + "\n\n" if article.title and article.title.strip() else ""
    text = head + article.text
    words = segment(text, len(head))
    if not len(words):
        return words, len(head), text, [], []
    parts = pieces(network.tokenizer, words)
    frames = windows(parts, words)
    tags, branch = network.tag(words, parts, frames)
    spans = mention.find(words, tags, article.published)
    links = relate(network, words, parts, frames, branch, spans).add(written_roles(words, spans))
    drafts = compete(
        [
            *simple(words, spans, links),
            *prizes(words, spans, links, article.published),
            *quotes(words, spans, links),
        ]
    )
    return words, len(head), text, drafts, spans


@lru_cache(maxsize=1)
def version() -> str:
    """The reader's version: the package's, and a digest of its rules, word lists and model's card.

    Two readers of one version read the same text alike; claims are superseded by those of another.
    """
    here = Path(__file__).parent
    parts = [*here.glob("*.py"), here.parent / "vocabulary.py", here.parent / "folding.py"]
    parts += [*(here.parent / "data").glob("*.txt"), here.parent / "data" / "model" / "card.json"]
    made = hashlib.sha256()
    for part in sorted(parts):
        made.update(part.name.encode() + b"\0" + part.read_bytes())
    return f"{__version__}+{made.hexdigest()[:8]}"


__all__ = ["Film", "Reading", "draft", "read", "version"]
