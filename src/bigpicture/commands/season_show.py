"""How a season is shown: its board, an edition or category with who was up for it, the path of a film, what a person was up for."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bigpicture.commands import cited, table
from bigpicture.commands.output import Row

if TYPE_CHECKING:
    from bigpicture.exports.season import Line
    from bigpicture.exports.season_dates import Day
    from bigpicture.record.season import Entry, Held, Prize, Season, Tally
    from bigpicture.record.season import Row as Ranked
    from bigpicture.record.season.path import Step

_GAP = 2  # between columns
_FILM = 24  # characters of a title on the board
_DENIED = {"nomination": "not nominated", "award": "did not win"}


def width() -> int:
    """Columns of the terminal, within reason."""
    return max(60, min(120, shutil.get_terminal_size((80, 24)).columns))


def board_row(label: str, row: Ranked) -> Row:
    """A film on the board, for programs."""
    return {
        "season": label, "film": cited.named(row.film), "nominations": row.nominations, "wins": row.wins, "prizes": row.prizes,
        "bodies": {
            body: {"nominations": t.nominations, "wins": t.wins, "named_nominations": t.named_nominations, "named_wins": t.named_wins}
            for body, t in row.by_body.items()
        },
    }  # fmt: skip


def board_lines(season: Season, rows: Sequence[Ranked], most: int, width: int) -> Iterator[str]:
    """The board as a table: films by bodies, the bodies of which most is told; what has no room is added up as others."""
    shown = rows[:most]
    nominating = [h for h in season.held if h.body.nominates and any(h.body.id in r.by_body for r in shown)]
    told = {h.body.id: sum(t.nominations + t.wins for r in rows if (t := r.by_body.get(h.body.id))) for h in nominating}
    prizes = any(r.prizes for r in shown)
    room = width - _FILM - len("  others  000/00") - (len("  prizes") if prizes else 0)
    fitting: set[str] = set()
    for held in sorted(nominating, key=lambda h: -told[h.body.id]):
        if room >= (size := _GAP + max(5, *map(len, held.body.short.split()))):
            room -= size
            fitting.add(held.body.id)
    bodies = [h.body for h in nominating if h.body.id in fitting]
    rest = [h.body.id for h in nominating if h.body.id not in fitting]
    heads = [
        ["film"],
        *(b.short.split() for b in bodies),
        *([["others"]] if rest else []),
        *([["prizes"]] if prizes else []),
        ["all"],
    ]
    height = max(map(len, heads))
    stacked = [[""] * (height - len(h)) + h for h in heads]
    lines: list[list[Any]] = [[h[i] for h in stacked] for i in range(1, height)]
    for row in shown:
        cells: list[Any] = [_cut(row.film.title, _FILM)]
        cells += [_tally(row.by_body.get(b.id)) for b in bodies]
        cells += [_sum([row.by_body[i] for i in rest if i in row.by_body])] if rest else []
        cells += [row.prizes or ""] if prizes else []
        lines.append([*cells, _counts(row.nominations, row.wins)])
    yield from table(lines, [h[0] for h in stacked])
    yield "13/7: 13 nominations and 7 wins, as many as articles count or name."
    if len(rows) > most:
        yield f"{len(rows) - most} more with: --most {len(rows)}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _tally(tally: Tally | None) -> str:
    return _counts(tally.nominations, tally.wins) if tally else ""


def _sum(tallies: Collection[Tally]) -> str:
    return _counts(sum(t.nominations for t in tallies), sum(t.wins for t in tallies))


def _counts(nominations: int, wins: int) -> str:
    """13/7: nominations and wins; 5: nominations only; –/1: a win, and no nomination is told."""
    if not nominations and not wins:
        return ""
    return f"{nominations or '–'}/{wins}" if wins else str(nominations)


def editions_lines(season: Season, width: int) -> Iterator[str]:
    """Each edition of which something is told: how much, and how much of it is named."""
    from bigpicture.report import wrap

    rows = []
    for held in season.held:
        if not held.nothing:
            own = [tally for row in season.board if (tally := row.by_body.get(held.body.id))]
            up = (
                _named(sum(o.nominations for o in own), sum(o.named_nominations for o in own))
                if held.body.nominates
                else ""
            )
            won = _named(sum(o.wins for o in own), sum(o.named_wins for o in own))
            rows.append(
                [
                    _short(held.edition.held),
                    held.body.short,
                    up,
                    won,
                    sum(e.fact.standing != "denied" for e in held.unplaced) or "",
                ]
            )
    yield from table(rows, ["given", "prizes", "nominations", "wins", "no category"])
    silent = [h.body.short for h in season.held if h.nothing]
    if silent:
        yield from wrap(f"No article tells of: {', '.join(silent)}.", width, "", "  ")


def _named(told: int, named: int) -> str:
    return "" if not told else f"{told}, {named} named" if named < told else str(told)


def _short(edtf: str | None) -> str:
    """A day as it sorts, a month in words."""
    return edtf if edtf and edtf.count("-") == 2 else _day(edtf)


def _day(edtf: str | None) -> str:
    from bigpicture.reading.wording import date

    return date(edtf) if edtf else ""


def day_row(season: str, day: Day) -> Row:
    """A day of an edition, for programs."""
    return {
        "season": season, "date": day.date, "exact": day.exact, "end": day.end, "known": day.known, "kind": day.kind,
        "body": day.body.id, "award": day.body.name, "year": day.edition.year, "edition": day.edition.name, "says": day.told,
    }  # fmt: skip


def day_cells(row: Row) -> list[object]:
    """The same in a table."""
    return [_short(row["date"]), row["edition"], row["says"], "" if row["known"] else "by habit"]


def line_row(label: str, line: Line) -> Row:
    """A nomination, win or denial, for programs."""
    entry, edition = line.entry, line.held.edition
    return {
        "season": label, "body": line.held.body.id, "award": line.held.body.name, "year": edition.year, "edition": edition.name,
        "category": line.category.id if line.category else None, "category_name": line.worded or None,
        "outcome": line.outcome, "film": cited.named(entry.film), "people": list(entry.people), "note": entry.note or None,
        "year_told": entry.year_told, **cited.fact(entry.fact), "by": cited.by(entry.fact.shown),
    }  # fmt: skip


def edition_lines(held: Held, lines: Sequence[tuple[Line, float | None]], width: int, *, whole: bool) -> Iterator[str]:
    """An edition category by category, each line with its chance, gaps shown as gaps.

    `whole`: all of it is asked for, so say what nobody tells of.
    """
    from bigpicture.report import safe, wrap

    days = [
        f"nominees {_day(held.edition.announced)}" if held.edition.announced else "",
        f"prizes {_day(held.edition.held)}" if held.edition.held else "",
    ]
    sure = "" if held.edition.known else " (by habit)"
    when = ", ".join(d for d in days if d)
    yield from wrap(safe(held.edition.name + (f": {when}{sure}" if when else "")), width, "", "  ")
    groups: dict[str, list[tuple[Line, float | None]]] = {}
    for line in lines:
        groups.setdefault(category.id if (category := line[0].category) else "", []).append(line)
    rows = [row for key, own in groups.items() for row in _group(held, held.prize(key), own)]
    yield from _blocks(rows, width)
    if whole:
        yield from _totals(held, width)
        silent = [p.category.name for p in held.prizes if p.nothing]
        if silent:
            yield ""
            yield from wrap(safe(f"No article tells of: {', '.join(silent)}."), width, "", "  ")


def _group(held: Held, prize: Prize | None, lines: Sequence[tuple[Line, float | None]]) -> Iterator[list[str]]:
    """The heading of a category, then its rows; what was worked out of one stands under it."""
    name = lines[0][0].worded if prize else "in no category that is known"
    yield [""]
    yield [name + (f" ({gap})" if (gap := gaps(prize, held.edition.year)) else "")]
    for line, chance in lines:
        entry = line.entry
        saying = entry.fact.shown
        worded = f"{line.worded}: " if not prize and line.worded else ""
        who = (
            worded + ", ".join([*entry.people, entry.film.title]) + ("" if chance is None else f" ({percent(chance)})")
        )
        yield [f"  {outcome(line, prize)}", who, f"{cited.who(cited.by(saying))}, {saying.when[:10]}"]
        if entry.note:
            yield [f"    {entry.note}"]


def percent(chance: float) -> str:
    """A chance in a cell; a small one is not none."""
    return f"{chance:.0%}" if chance >= 0.01 else "<1%"


def gaps(prize: Prize | None, year: int) -> str:
    """How many of the nominees are told: "3 of 5 nominees told"; nothing where it is not known how many there are."""
    places = prize.category.nominees_in(year) if prize else None
    if prize is None or prize.missing is None or not places:
        return ""
    if prize.missing < 0:
        return f"{places - prize.missing} nominees told for {places} places"
    return f"{places - prize.missing} of {places} nominees told" if prize.missing else f"all {places} nominees told"


def outcome(line: Line, prize: Prize | None) -> str:
    """How it came out, and how sure that is where it is not agreed."""
    fact = line.entry.fact
    if line.outcome == "denied":
        return _DENIED.get(fact.type, "denied")
    tie = ", a tie" if line.outcome == "won" and prize and prize.tied else ""
    doubt = "?" if fact.standing == "agreed" and not line.entry.counts else ""
    return f"{line.outcome}{tie}{doubt}" + ("" if fact.standing == "agreed" else f", {fact.standing}")


def _blocks(rows: Sequence[list[str]], width: int) -> Iterator[str]:
    """Headings, and rows aligned throughout, within a width."""
    from bigpicture.report import wrap

    first, last = (max((len(r[i]) for r in rows if len(r) > 1), default=0) for i in (0, 2))
    room = max(20, width - first - last - 2 * _GAP)
    middle = min(room, max((len(r[1]) for r in rows if len(r) > 1), default=0))
    for row in rows:
        if len(row) == 1:
            indent = " " * (len(row[0]) - len(row[0].lstrip()))
            yield from wrap(_safe(row[0]), width, "", indent)
            continue
        cell, *more = wrap(_safe(row[1]), middle, "", "")
        yield _safe("  ".join([row[0].ljust(first), cell.ljust(middle), row[2]])).rstrip()
        yield from (" " * (first + _GAP) + line for line in more)


def _safe(text: str) -> str:
    from bigpicture.report import safe

    return safe(text)


def _totals(held: Held, width: int) -> Iterator[str]:
    """Totals that articles give, beside what they name."""
    if held.totals:
        yield ""
        yield "Totals told"
    rows = []
    for total in held.totals:
        what = "win" if total.won else "nomination"
        others = f"; also told: {', '.join(map(str, total.others))}" if total.others else ""
        named = f"{total.named} named" if total.short else "all named"
        saying = total.fact.shown
        told = f"  {total.told} {what}{'' if total.told == 1 else 's'}, {named}{others}"
        rows.append([told, total.film.title, f"{cited.who(cited.by(saying))}, {saying.when[:10]}"])
    yield from _blocks(rows, width)


def step_row(label: str, film: Row, step: Step) -> Row:
    """A step of a film's path, for programs."""
    facts = [*(e.fact for e in step.entries), *([step.fact] if step.fact else [])]
    return {
        "season": label, "film": film, "day": step.day, "exact": step.exact, "kind": step.kind, "body": step.body.id,
        "award": step.body.name, "told": step.told,
        "named": [{"category": e.fact.values.get("category"), "people": list(e.people)} for e in step.entries],
        "nominations": step.nominations, "wins": step.wins, "prizes": step.prizes,
        "claims": list(dict.fromkeys(s.id for fact in facts for s in fact.sayings)),
        "by": cited.by(min((f.shown for f in facts), key=lambda s: s.rank)) if facts else None,
    }  # fmt: skip


def path_lines(steps: Sequence[Step], width: int) -> Iterator[str]:
    """A film's path: a step a paragraph, with what is named and who tells it first; then how much it has by then."""
    from bigpicture.report import safe, wrap

    for step in steps:
        facts = [*(e.fact for e in step.entries), *([step.fact] if step.fact else [])]
        day = (
            _day(step.day) if step.exact or step.day.count("-") < 2 else f"by {_day(step.day)}"
        )  # when it was reported
        yield from wrap(safe(f"{day}: {step.body.short}, {step.told}"), width, "", "    ")
        named = [_honour(e) for e in step.entries]
        if named:
            yield from wrap(safe("; ".join(named)), width, "    ", "    ")
        if facts:
            by = min((f.shown for f in facts), key=lambda s: s.rank)
            yield from wrap(safe(f"{cited.who(cited.by(by))}, {by.when[:10]}"), width, "    ", "    ")
    if steps:
        last = steps[-1]
        counts = [("nomination", last.nominations), ("win", last.wins), ("prize", last.prizes)]
        told = [f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts]
        yield f"In all: {', '.join(told)} of festivals and critics."


def _honour(entry: Entry) -> str:
    people = f" ({', '.join(entry.people)})" if entry.people else ""
    return f"{entry.fact.values.get('category') or 'a prize'}{people}"


def snub_lines(row: Row, width: int) -> Iterator[str]:
    """Who was passed over: what others had for them, and who says it."""
    from bigpicture.report import safe, wrap

    yield from wrap(
        safe(f"{row['category_name']}: {', '.join([*row['people'], row['film']['title']])}"), width, "", "  "
    )
    before = "; ".join(
        f"{word} {', '.join(some)}"
        for word, outcome in (("won", "won"), ("up for", "nominated"))
        if (some := [str(b["short"]) for b in row["before"] if b["outcome"] == outcome])
    )
    by = (
        f"{cited.who(row['by'])}, {row['by']['when'][:10]}" if row["by"] else "not among the nominees, who are all told"
    )
    yield from wrap(safe("; ".join(filter(None, (before, by)))), width, "    ", "    ")
