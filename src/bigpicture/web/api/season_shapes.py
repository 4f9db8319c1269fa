"""From what the record gives of a season to what /v1/seasons answers with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bigpicture.exports.season import Chances
from bigpicture.record import season as s
from bigpicture.record.forecasts import Kept, Moved
from bigpicture.record.forecasts.scored import Scored
from bigpicture.report import saying
from bigpicture.season.forecast import Forecast
from bigpicture.season.races import Precursor
from bigpicture.web.api import season_models as m
from bigpicture.web.api import shapes
from bigpicture.weighing import Fact

_HEAD = 20  # films of a board that are shown with its season


def name(label: str) -> m.SeasonName:
    """A season in a list."""
    return m.SeasonName(**_name(label))


def _name(label: str) -> dict[str, Any]:
    return {"label": label, "href": f"/v1/seasons/{label}", "page": f"/season/{label}"}


def ranked(row: s.Row) -> m.Ranked:
    """A film on the board."""
    bodies = {
        body: m.Tally(nominations=t.nominations, wins=t.wins, named_nominations=t.named_nominations, named_wins=t.named_wins)
        for body, t in row.by_body.items()
    }  # fmt: skip
    return m.Ranked(
        film=shapes.film_name(row.film), nominations=row.nominations, wins=row.wins, prizes=row.prizes, bodies=bodies
    )


def season(found: s.Season, as_of: str | None) -> m.SeasonDetail:
    """A season."""
    own = f"/v1/seasons/{found.label}"
    links = m.SeasonLinks(board=f"{own}/board", forecasts=f"{own}/forecasts", scores=f"{own}/scores")
    return m.SeasonDetail(
        **_name(found.label), as_of=as_of, films=len(found.board), board=[ranked(r) for r in found.board[:_HEAD]],
        editions=[m.EditionName(**_edition(found.label, h)) for h in found.held], links=links,
    )  # fmt: skip


def _edition(label: str, held: s.Held) -> dict[str, Any]:
    body, one = held.body, held.edition
    return {
        "body": body.id, "award": body.name, "short": body.short, "year": one.year, "number": one.number, "name": one.name,
        "nominates": body.nominates, "announced": one.announced, "held": one.held, "known": one.known, "told": not held.nothing,
        "href": f"/v1/seasons/{label}/{body.id}",
    }  # fmt: skip


def edition(label: str, held: s.Held, as_of: str | None) -> m.Edition:
    """An edition with all that is told of it."""
    return m.Edition(
        **_edition(label, held), season=label, as_of=as_of, prizes=[m.Prize(**_prize(label, held, p)) for p in held.prizes],
        totals=[_total(t) for t in held.totals], unplaced=[entry(e) for e in held.unplaced],
    )  # fmt: skip


def _prize(label: str, held: s.Held, prize: s.Prize) -> dict[str, Any]:
    category = prize.category
    return {
        "category": category.id, "name": category.name, "places": category.nominees_in(held.edition.year), "missing": prize.missing,
        "tied": prize.tied, "won": [entry(e) for e in prize.won], "nominated": [entry(e) for e in prize.nominated],
        "denied": [entry(e) for e in prize.denied], "href": f"/v1/seasons/{label}/{held.body.id}/{category.id}",
    }  # fmt: skip


def entry(one: s.Entry) -> m.Entry:
    """A nomination or a win."""
    return m.Entry(film=shapes.film_name(one.film), people=list(one.people), told=_told(one.fact), year_told=one.year_told,
                   note=one.note or None)  # fmt: skip


def _told(fact: Fact) -> m.Told:
    return m.Told(says=saying(fact.type, fact.values), standing=fact.standing, confidence=fact.confidence,
                  reasons=list(fact.reasons), first=shapes.said(fact.first), claims=[c.id for c in fact.sayings])  # fmt: skip


def _total(one: s.Total) -> m.Total:
    return m.Total(film=shapes.film_name(one.film), kind="wins" if one.won else "nominations", total=one.told, named=one.named,
                   others=list(one.others), told=_told(one.fact))  # fmt: skip


def category(
    label: str, held: s.Held, prize: s.Prize, as_of: str | None, forecast: Chances | None, history: Sequence[Moved]
) -> m.CategoryDetail:
    """A category with its forecast."""
    return m.CategoryDetail(
        **_prize(label, held, prize), season=label, body=held.body.id, year=held.edition.year, as_of=as_of,
        forecast=chances(forecast) if forecast else None,
        history=[m.Move(forecast=_forecast(h.kept.forecast, h.kept), gained=[_precursor(p) for p in h.gained],
                        lost=[_precursor(p) for p in h.lost]) for h in history],
    )  # fmt: skip


def chances(one: Chances) -> m.Forecast:
    """A category's forecast, kept or not."""
    return _forecast(one.forecast, one.kept)


def _forecast(one: Forecast, kept: Kept | None) -> m.Forecast:
    odds = [
        m.Chance(film=o.contender.film, people=list(o.contender.people), probability=o.probability,
                 parts=[m.Part(told=p.told, weight=p.weight, source=p.source or None, claim=p.fact) for p in o.parts])
        for o in one.odds
    ]  # fmt: skip
    return m.Forecast(
        body=one.body, year=one.year, category=one.category, known=list(one.known), odds=odds, reason=one.reason or None,
        model=one.model or None, made_at=kept.made_at if kept else None, moment=kept.moment if kept else None,
        afterwards=kept.afterwards if kept else None,
    )  # fmt: skip


def _precursor(one: Precursor) -> m.Precursor:
    return m.Precursor(year=one.year, body=one.body, category=one.category, film=one.film, people=list(one.people), won=one.won,
                       source=one.source or None, claim=one.fact)  # fmt: skip


def scores(label: str, body: str, found: Scored) -> m.Scores:
    """How forecasts did."""
    own = [
        m.Score(
            category=one.category, winners=[_precursor(p) for p in one.won], forecast=_kept(one.kept),
            afterwards=_kept(one.afterwards), chance=one.chance, top=one.top, log_loss=one.log_loss, brier=one.brier,
            why=one.why or None,
        )
        for one in found.scores
    ]  # fmt: skip
    return m.Scores(season=label, body=body, year=found.year, counted=found.counted, top=found.top, log_loss=found.log_loss,
                    brier=found.brier, scores=own)  # fmt: skip


def _kept(one: Kept | None) -> m.Forecast | None:
    return _forecast(one.forecast, one) if one else None
