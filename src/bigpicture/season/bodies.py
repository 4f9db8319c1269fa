"""Awards bodies and festivals: their names through the years, categories, editions and dates. One data file, many readers."""

from __future__ import annotations

from functools import cache

from bigpicture.season import wording
from bigpicture.season.awards import Body, Category, Edition, Eligible, bodies, body, named, wordings
from bigpicture.season.editions import edition, eligible, exists, film_year, label, label_of, season, season_of

__all__ = (
    "Body", "Category", "Edition", "Eligible", "bodies", "body", "category", "edition", "eligible", "exists", "film_year", "label",
    "label_of", "named", "season", "season_of",
)  # fmt: skip


def category(of: Body | str, words: str | None, year: int | None = None) -> Category | None:
    """What a body's category is meant by a wording; None where that is not known, or could be several.

    With the year of the edition a wording means what it meant then: "best actor" at the Spirit Awards of 2020 is the male
    lead, since 2023 the lead performance. Without one it has to mean the same at all times.
    """
    one = named(of)
    for table in _tables(one.id):
        claimed = [one.categories[key] for key in wording.find(words or "", table, wordings(one))]
        if year is not None:
            claimed = [c for c in claimed if c.given_in(year)]
            if claimed:
                return claimed[0] if len(claimed) == 1 else None
        elif claimed:
            rest = {key for t in _tables(one.id) for key in wording.find(words or "", t, wordings(one))}
            return claimed[0] if len(rest) == 1 else None
    return None


@cache
def _tables(key: str) -> tuple[wording.Table, wording.Table]:
    """Wordings to the categories that claim them; and to those that claim them loosely."""
    categories = bodies()[key].categories.values()
    return (
        wording.table((w, c.id) for c in categories for w in (c.name, c.id, *c.wordings)),
        wording.table((w, c.id) for c in categories for w in c.loosely),
    )
