"""Readings: what a reader made of a version of an article, its claims with the words that make them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from bigpicture.contract import reading_as_dict
from bigpicture.folding import plain, title
from bigpicture.identity import block
from bigpicture.model import Article, Claim, Evidence, Film, Image, OtherTitle, Reading, Takeaway
from bigpicture.naming import bearer
from bigpicture.record import search
from bigpicture.record.connect import indexed
from bigpicture.record.films import note
from bigpicture.record.schema import ARTICLE, CLAIM, READING
from bigpicture.vocabulary import CLAIM_TYPES


def identity(claim: Claim) -> str:
    """What two articles must share to make the same claim: its type, its work, its identifying values."""
    parts = [claim.type, title(claim.work), *(plain(claim.get(f)) for f in CLAIM_TYPES[claim.type].identity)]
    return indexed("|".join(parts))


def add(connection: Connection, version: int, reading: Reading, reader: str, now: str) -> None:
    """Store a reading. Raises ValueError where a claim's evidence is not the text's own words."""
    text = reading.article.text
    for claim in reading.claims:
        if text[claim.evidence.start : claim.evidence.end] != claim.evidence.text:
            raise ValueError(f"{reading.article.id}: evidence of {claim.type} is not the text at its place")
    films = reading_as_dict(reading)["films"]
    made = connection.execute(
        insert(READING).values(version_id=version, reader=reader, read_at=now, notes=list(reading.notes), films=films)
    ).inserted_primary_key
    assert made is not None
    mentions = note(connection, version, made[0], reading.claims, reading.films)
    rows = [
        _row(made[0], i, c) | {"mention_id": mentions.get(block(c.work or ""))} for i, c in enumerate(reading.claims)
    ]
    if rows:
        connection.execute(insert(CLAIM), rows)
    search.note(connection, made[0])


def _row(reading: int, position: int, claim: Claim) -> dict[str, Any]:
    who = str(claim.get("person") or claim.get("speaker") or "")
    return {
        "reading_id": reading, "position": position, "type": claim.type, "work": claim.work,
        "person": plain(who) if who else None, "bearer": bearer(who) if who else None, "identity": identity(claim), "year": claim.year, "values": dict(claim.values), "status": claim.status,
        "start": claim.evidence.start, "end": claim.evidence.end, "confidence": claim.confidence, "by": claim.by,
        "why": list(claim.why),
    }  # fmt: skip


def outdated(connection: Connection, reader: str) -> list[int]:
    """The articles whose current text was last read by another reader, or never; by age."""
    newest = select(func.max(READING.c.id)).group_by(READING.c.version_id)
    up_to_date = select(READING.c.version_id).where(READING.c.id.in_(newest), READING.c.reader == reader)
    asked = select(ARTICLE.c.id).where(ARTICLE.c.version_id.not_in(up_to_date)).order_by(ARTICLE.c.id)
    return list(connection.execute(asked).scalars())


def renew(connection: Connection, version: int, reading: Reading, reader: str, now: str) -> None:
    """Store a reading as the newest one of its version; those before it stay. Raises ValueError as add does.

    Where a reader was replaced and then put back there is one by the same reader: it is told apart by when it was made.
    """
    same = (READING.c.version_id == version) & (READING.c.reader == reader)
    connection.execute(update(READING).where(same).values(reader=READING.c.reader + " of " + READING.c.read_at))
    add(connection, version, reading, reader, now)


def of_version(connection: Connection, row: RowMapping) -> Reading:
    """The newest reading of a stored version; `row` holds the columns of table version."""
    article = _article(row)
    stored = connection.execute(
        select(READING).where(READING.c.version_id == row["id"]).order_by(READING.c.id.desc())
    ).mappings().first()  # fmt: skip
    if stored is None:
        return Reading(article, (), (), ("not read yet",))
    claims = connection.execute(select(CLAIM).where(CLAIM.c.reading_id == stored["id"]).order_by(CLAIM.c.position))
    made = tuple(_claim(c, article.text) for c in claims.mappings())
    return Reading(article, made, tuple(_film(f) for f in stored["films"]), tuple(stored["notes"]))


def _article(row: RowMapping) -> Article:
    images = tuple(Image(**image) for image in row["images"])
    return Article(str(row["article_id"]), row["text"], row["title"], row["published"], row["outlet"], row["url"], images,
                   tuple(row["authors"]), row["published_at"], row["modified_at"], row["language"], row["extractor"])  # fmt: skip


def _claim(row: RowMapping, text: str) -> Claim:
    evidence = Evidence(text[row["start"] : row["end"]], row["start"], row["end"])
    return Claim(row["type"], row["work"], row["values"], row["status"], evidence, row["confidence"], row["by"],
                 row["year"], tuple(row["why"]))  # fmt: skip


def _film(row: dict[str, Any]) -> Film:
    bullets = tuple(Takeaway(t["text"], tuple(t["claims"])) for t in row["takeaways"])
    titles = tuple(OtherTitle(t["title"], Evidence(**t["evidence"])) for t in row.get("titles", ()))
    return Film(row["title"], row["year"], bullets, tuple(row["claims"]), titles)
